internal import Model

/// Where the links of an artifact lead, followed by text through the other links: nothing on disk is asked.
struct LinkTree {
  /// Key of a link's path (``EntryRules/key(_:)``) to the path and the target as written.
  private var targets: [String: (path: RelativePath, target: String)] = [:]

  /// As many as Linux follows (`path_resolution(7)`).
  private static let mostHops = 40

  mutating func add(_ path: RelativePath, target: String) {
    targets[EntryRules.key(path.description)] = (path, target)
  }

  /// - Returns: The first link, in the order of paths, that leads nowhere good, with what is wrong.
  func firstProblem() -> (path: RelativePath, target: String, problem: LinkProblem)? {
    for (path, target) in targets.values.sorted(by: { $0.path < $1.path }) {
      if let problem = problem(of: target, at: path) { return (path, target, problem) }
    }
    return nil
  }

  private func problem(of target: String, at path: RelativePath) -> LinkProblem? {
    if let problem = LinkProblem.inText(of: target) { return problem }
    var place = path.names.dropLast().map { String($0) }
    var rest = Self.names(target)
    var hops = 0
    while let name = rest.popLast() {
      guard name != ".." else {
        if place.popLast() == nil { return .leaves }
        continue
      }
      place.append(name)
      guard place.count <= EntryRules.depth else { return .tooLong }
      guard let next = targets[EntryRules.key(place.joined(separator: "/"))] else { continue }
      hops += 1
      if hops > Self.mostHops { return .circle }
      if let problem = LinkProblem.inText(of: next.target) { return problem }
      place.removeLast()
      rest += Self.names(next.target)
    }
    return nil
  }

  /// The names of `target`, last one first.
  private static func names(_ target: String) -> [String] {
    RelativePath.names(in: target).filter { $0 != "." }.reversed()
  }
}
