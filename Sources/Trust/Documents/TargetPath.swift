/// The path of a target, relative to the repository's targets: `stable/index.json`.
///
/// It is a name to look up, not a path of a file system: nothing about it is safe.
package struct TargetPath: ExactText {
  package let description: String

  package init(_ text: String) { description = text }

  /// Where a repository with consistent snapshots serves it: `stable/<digest>.index.json`.
  func prefixed(with digest: String) -> String {
    guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return "\(digest).\(description)"
    }
    let name = description.utf8.index(after: slash)
    return "\(description[..<name])\(digest).\(description[name...])"
  }
}
