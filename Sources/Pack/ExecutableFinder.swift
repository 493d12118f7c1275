internal import Model

/// Which of a folder's files are programs: the executable files in `bin/`, or, without such a folder, at its top.
enum ExecutableFinder {
  /// Shared libraries often carry the executable bit, and are no programs: `.so`, `.so.1`, `.dylib`.
  /// A program whose name cannot stand in `bin/` is refused: a release without it would surprise.
  static func executables(of tree: SourceTree, source: String) throws(PackError)
    -> [ExecutableName: RelativePath]
  {
    let hasBin = tree.entries.contains { $0.path.description == "bin" && $0.kind == .folder }
    var found: [ExecutableName: RelativePath] = [:]
    for entry in tree.entries {
      guard case .file(_, isExecutable: true) = entry.kind else { continue }
      let names = entry.path.names
      guard let last = names.last, names.dropLast() == (hasBin ? ["bin"] : []),
        !isLibrary(last)
      else { continue }
      guard let name = ExecutableName(last) else {
        throw PackError(source, .executableName(entry.path.description))
      }
      found[name] = entry.path
    }
    guard !found.isEmpty else { throw PackError(source, .noExecutable(inBin: hasBin)) }
    return found
  }

  private static func isLibrary(_ name: String) -> Bool {
    name.hasSuffix(".so") || name.hasSuffix(".dylib")
      || name.split(separator: ".").dropFirst().contains("so")
  }
}
