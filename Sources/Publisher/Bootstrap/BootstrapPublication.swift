package import Host
package import Model
package import SystemPackage
package import Trust

/// Puts the manager into a repository for those who have nothing yet: an archive, `install.sh` that names it by its
/// digest, and the script's signature.
///
/// Each file appears whole, by a rename, in the order archive, table, signature, script: a reader never sees a script
/// whose archive is missing. The pair of script and signature cannot change in one step. The signature goes first,
/// so that who fetches the script and then its signature, as the documentation says, and got the new script, gets
/// the new signature too; who got the old script sees a signature that fails, never a wrong one that passes.
/// Earlier archives stay: an older script, and `--version`, need them.
package struct BootstrapPublication {
  private let programs: FilePath
  private let platform: Platform
  private let version: Version
  private let repository: String?

  /// - Parameters:
  ///   - programs: The folder that holds `stigmerup` and `stigmer-shim`.
  ///   - version: stigmerup's, of those programs.
  ///   - repository: Where clients find the repository: one location or several, joined by commas; `nil` keeps what
  ///     the script says now.
  package init(programs: FilePath, platform: Platform, version: Version, repository: String? = nil)
  {
    self.programs = programs
    self.platform = platform
    self.version = version
    self.repository = repository
  }

  package struct Outcome: Sendable {
    package let entry: BootstrapTable.Entry
    /// All that `install.sh` names now.
    package let table: BootstrapTable
    /// The repository had all of it already, to the byte.
    package let isUnchanged: Bool
  }

  /// - Parameter signer: The installer's key.
  /// - Throws: ``BootstrapError``, ``InstallScriptError``; `LocationError`; `HostError`; what the signer throws. What a
  ///   reader sees is as before then, but for a new archive that nothing names.
  package func run(_ writer: RepositoryWriter, signer: any Signer) throws -> Outcome {
    let root = writer.folder.root
    let archive = BootstrapArchive(
      programs: programs, platform: platform, root: try writer.folder.metadata().root.bytes)
    let glibc = try archive.glibc()
    var table = try Self.table(in: root)
    let before = table
    table.repository = repository ?? table.repository
    // What cannot be rendered is found before anything is written.
    _ = try InstallScript.render(repository: table.repository, table: table)

    let object = try write(archive, writer)
    let entry = BootstrapTable.Entry(
      version: version, platform: platform, archive: object, glibc: glibc)
    table.add(entry)
    let script = try InstallScript.render(repository: table.repository, table: table)
    if try table == before && isPublished(script, signer.publicKey, in: root) {
      return Outcome(entry: entry, table: table, isUnchanged: true)
    }
    let signature = try signer.sign(script)
    guard signer.publicKey.isValid(signature, for: script) else {
      throw BootstrapError.signatureDoesNotVerify
    }
    try writer.write(BootstrapTable.fileName, in: BootstrapTable.folder, table.bytes)
    try writer.write(InstallScript.signatureName, in: "", signature)
    try writer.write(InstallScript.fileName, in: "", script, mode: 0o755)
    return Outcome(entry: entry, table: table, isUnchanged: false)
  }

  /// The archives that a repository offers so far.
  package static func table(in repository: Directory) throws -> BootstrapTable {
    let bytes = try repository.readFileIfPresent(
      BootstrapTable.path, limit: BootstrapTable.longestFile)
    return try bytes.map { bytes throws(FormatError) in try BootstrapTable(parsing: bytes) }
      ?? BootstrapTable()
  }

  private func write(_ archive: BootstrapArchive, _ writer: RepositoryWriter) throws
    -> ObjectReference
  {
    let temporary = RandomName.make()
    let object = try archive.write(into: writer.staging, as: temporary)
    try writer.move(temporary, to: "\(object.digest.hex).tar.gz", in: BootstrapArchive.folder)
    return object
  }

  private func isPublished(_ script: [UInt8], _ key: PublicKey, in root: Directory) throws -> Bool {
    let served = try root.readFileIfPresent(
      InstallScript.fileName, limit: InstallScript.longest)
    let signature = try root.readFileIfPresent(
      InstallScript.signatureName, limit: InstallScript.longestSignature)
    guard let signature else { return false }
    return served == script && key.isValid(signature, for: script)
  }
}
