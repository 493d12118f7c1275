/// A command's help as the parser writes it, put right.
package struct HelpText {
  private let lines: [Substring]

  package init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Without line feeds at its end, and without the parser's own `--version` where the command has one of that name.
  package var text: String {
    let hasOwn = lines.contains { $0.hasPrefix("  --version <") }
    var kept = lines.filter { !(hasOwn && $0.hasPrefix("  --version  ")) }
    while kept.last?.isEmpty == true { kept.removeLast() }
    return kept.joined(separator: "\n")
  }
}
