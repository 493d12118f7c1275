private import Model

/// `install.sh` as a repository serves it.
package enum InstallScript {
  package static let fileName = "install.sh"
  /// The installer key's signature over every byte of `install.sh`, as the key's scheme writes it (ed25519: 64 bytes).
  package static let signatureName = "install.sh.sig"
  /// In bytes.
  package static let longest = 4 << 20
  package static let longestSignature = 4 << 10

  /// The archives that a rendered script names.
  ///
  /// - Throws: ``InstallScriptError`` when the script has no table, or one that is not as
  ///   ``render(repository:table:)`` writes it.
  package static func archives(in script: [UInt8]) throws(InstallScriptError)
    -> [BootstrapTable.Entry]
  {
    guard let text = String(validating: script, as: UTF8.self) else { throw .notText }
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
    guard let start = lines.firstIndex(where: { $0.hasPrefix("archives='") }) else {
      throw .noTable
    }
    var rows = [String(lines[start].dropFirst("archives='".count))]
    for line in lines[(start + 1)...] {
      if rows.last?.hasSuffix("'") == true { break }
      rows.append(line)
    }
    guard rows.last?.hasSuffix("'") == true else { throw .noTable }
    rows[rows.count - 1].removeLast()
    if rows == ["@ARCHIVES@"] { throw .isTemplate }
    var entries: [BootstrapTable.Entry] = []
    for row in rows where !row.isEmpty { entries.append(try entry(row)) }
    return entries
  }

  private static func entry(_ row: String) throws(InstallScriptError) -> BootstrapTable.Entry {
    let words = row.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let version = Version(String(words[0])),
      let platform = Platform(String(words[1])), let digest = Digest(hex: words[2]),
      let length = Int(words[3]), (0...BootstrapArchive.longest).contains(length)
    else { throw .badRow(row) }
    return BootstrapTable.Entry(
      version: version, platform: platform,
      archive: ObjectReference(digest: digest, length: length))
  }
}
