private import Model
private import Transport

/// `install.sh` as a repository serves it.
package enum InstallScript {
  package static let fileName = "install.sh"
  /// The installer key's signature over every byte of `install.sh`, as the key's scheme writes it (DER).
  package static let signatureName = "install.sh.sig"
  /// In bytes.
  package static let longest = 4 << 20
  package static let longestSignature = 4 << 10

  /// Fills in the template.
  ///
  /// - Parameters:
  ///   - repository: Where clients find the repository: one location or several, joined by commas, as
  ///     `STIGMERUP_REPOSITORY` has them; `nil` for a script that has to be told.
  ///   - template: Holds `'@REPOSITORY@'`, `'@ARCHIVES@'` and `'@GLIBC@'` exactly once, each in single quotes.
  /// - Throws: ``InstallScriptError``; `LocationError` for what is no location.
  package static func render(
    repository: String?, table: BootstrapTable, template: String = InstallScriptTemplate.text
  ) throws -> [UInt8] {
    let archives = table.entries.map { entry in
      "\(entry.version) \(entry.platform) \(entry.archive.digest.hex) \(entry.archive.length)"
    }
    // A platform's newest archive speaks for it: the script looks at glibc before it chooses a version.
    let floors = Platform.all.compactMap { platform in
      table.newest(for: platform)?.glibc.map { "\(platform) \($0)" }
    }
    var script = template
    try fill("@REPOSITORY@", with: try quotable(repository ?? ""), in: &script)
    try fill("@ARCHIVES@", with: archives.joined(separator: "\n"), in: &script)
    try fill("@GLIBC@", with: floors.joined(separator: "\n"), in: &script)
    return Array(script.utf8)
  }

  /// Inside single quotes a shell takes everything as it is but the quote itself.
  private static func quotable(_ repository: String) throws -> String {
    for location in repository.split(separator: ",") {
      _ = try RepositoryLocation(String(location.drop { $0 == " " }))
    }
    guard repository.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw InstallScriptError.badLocation(repository)
    }
    return repository.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
  }

  private static func fill(_ placeholder: String, with text: String, in script: inout String)
    throws(InstallScriptError)
  {
    let quoted = "'\(placeholder)'"
    let parts = script.split(separator: quoted, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .placeholder(placeholder) }
    script = "\(parts[0])'\(text)'\(parts[1])"
  }

  // MARK: reading

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
