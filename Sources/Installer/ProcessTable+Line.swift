package import Host
private import Model

extension ProcessTable.Entry {
  private static let longestCommand = 160
  /// An argument that is a path and no longer than this is told whole, in characters.
  private static let longestPath = 40

  /// For people: `4711 stigmer internal-server`. Folders of the home would fill the line, and tell nothing.
  package var line: String {
    let words = arguments.enumerated().map { index, word in
      let isShortened = index == 0 || word.count > Self.longestPath
      return word.hasPrefix("/") && isShortened ? Self.name(word) : word
    }
    let command = Printable.escaped(words.joined(separator: " "), limit: Self.longestCommand)
    return "\(identifier) \(command)"
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
