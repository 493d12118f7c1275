/// The locations of one repository, with what became of them so far.
final class Mirrors {
  enum Standing: Int {
    case good
    /// It answered, and the answer was of no use.
    case doubtful
    /// It did not answer.
    case silent
  }

  let locations: [RepositoryLocation]
  private var standings: [Standing]
  /// Which location served a path last.
  private var servers: [String: Int] = [:]
  /// Which locations served a path that turned out bad.
  private var reported: [String: Set<Int>] = [:]

  /// - Parameter locations: At least one, in the order of preference.
  init(_ locations: [RepositoryLocation]) {
    precondition(!locations.isEmpty)
    self.locations = locations
    standings = locations.map { _ in .good }
  }

  func standing(_ index: Int) -> Standing { standings[index] }

  /// Whom to ask for `path`: the good ones first; never one that served it badly, unless all did.
  func order(for path: String) -> [Int] {
    let bad = reported[path] ?? []
    let candidates = locations.indices.filter { !bad.contains($0) }
    let sorted = (candidates.isEmpty ? Array(locations.indices) : candidates)
      .sorted { (standings[$0].rawValue, $0) < (standings[$1].rawValue, $1) }
    return sorted
  }

  func served(_ path: String, by index: Int) { servers[path] = index }

  func server(of path: String) -> RepositoryLocation? { servers[path].map { locations[$0] } }

  func failed(_ index: Int, with error: FetchError) {
    // A file that is not there says nothing about the place.
    guard !error.isNotFound else { return }
    standings[index] = error.isSilence ? .silent : .doubtful
  }

  /// - Returns: Whether a location is left that has not served `path` badly.
  func report(bad path: String) -> Bool {
    guard let index = servers[path] else { return false }
    standings[index] = max(standings[index], .doubtful)
    reported[path, default: []].insert(index)
    return reported[path, default: []].count < locations.count
  }
}

extension Mirrors.Standing: Comparable {
  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
