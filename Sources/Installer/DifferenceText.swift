private import Model
package import Pack

/// Differences in words, safe for a terminal.
package enum DifferenceText {
  /// `components/stigmer/stigmer is altered (length), and 2 more`
  package static func summary(_ differences: [FolderDifference]) -> String {
    guard let first = differences.first else { return "nothing differs" }
    let aspect = first.aspect.map { " (\($0.rawValue))" } ?? ""
    let more = differences.count > 1 ? ", and \(differences.count - 1) more" : ""
    let path = first.path == "." ? "its folder" : Printable.escaped(first.path)
    return "\(path) is \(first.change.rawValue)\(aspect)\(more)"
  }
}
