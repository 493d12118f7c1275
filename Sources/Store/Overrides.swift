private import Selection

/// The home's `overrides`: a selector for a folder and everything below it. `directory<TAB>selector`, one a line.
package struct Overrides: Sendable, Equatable {
  /// The most bytes that selection reads.
  package static var longestFile: Int { longestSmallFile }

  package struct Entry: Sendable, Equatable {
    /// Absolute, links resolved.
    package let directory: String
    package let selector: String
  }

  /// In the order of their paths.
  package private(set) var entries: [Entry]

  /// Lines that are not of the form are left out; selection refuses such a file and says so.
  package init(parsing bytes: [UInt8]) {
    entries = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      // The last tab, as selection reads it: a selector holds none, a folder's name may.
      guard line.utf8.first == UInt8(ascii: "/"), let tab = line.lastIndex(of: "\t") else {
        return nil
      }
      return Entry(
        directory: String(line[..<tab]), selector: String(line[line.index(after: tab)...]))
    }
  }

  /// - Throws: ``StoreError/unwritableOverride(directory:)`` for a path with a line feed: its line would spoil the file;
  ///   ``StoreError/tooManyOverrides(limit:)`` when selection could not read the file any more.
  package mutating func set(_ directory: String, to selector: String) throws(StoreError) {
    guard directory.hasPrefix("/"), !directory.utf8.contains(UInt8(ascii: "\n")) else {
      throw .unwritableOverride(directory: directory)
    }
    remove(directory)
    entries.append(Entry(directory: directory, selector: selector))
    entries.sort { $0.directory.utf8.lexicographicallyPrecedes($1.directory.utf8) }
    guard bytes.count <= Self.longestFile else { throw .tooManyOverrides(limit: Self.longestFile) }
  }

  /// - Returns: Whether there was one.
  @discardableResult
  package mutating func remove(_ directory: String) -> Bool {
    let count = entries.count
    entries.removeAll { $0.directory.utf8.elementsEqual(directory.utf8) }
    return entries.count < count
  }

  package var bytes: [UInt8] {
    Array(entries.map { "\($0.directory)\t\($0.selector)\n" }.joined().utf8)
  }
}
