/// The home's `overrides`: `directory<TAB>selector`, one a line. The directory is absolute, its
/// links resolved, without a slash at its end.
package struct OverrideTable: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package let directory: ByteString
    /// As written; it may not be a valid one.
    package let selector: ByteString
  }

  package let entries: [Entry]

  package static var empty: OverrideTable { OverrideTable(entries: []) }

  private init(entries: [Entry]) { self.entries = entries }

  /// nil when a line has another form: then the manager says which.
  package init?(parsing contents: ByteString) {
    var entries: [Entry] = []
    for line in contents.bytes.split(separator: Ascii.newline) {
      // The last tab: a selector holds none, a directory's name may.
      guard line.first == Ascii.slash, let tab = line.lastIndex(of: Ascii.tab) else { return nil }
      entries.append(
        Entry(directory: ByteString(line[..<tab]), selector: ByteString(line[(tab + 1)...])))
    }
    self.entries = entries
  }

  /// The last line for exactly `directory` wins.
  package func selector(for directory: ByteString) -> ByteString? {
    entries.last { $0.directory == directory }?.selector
  }
}
