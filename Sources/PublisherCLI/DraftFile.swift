import Host
import Model
import Publisher
import SystemPackage

/// The file of a draft.
struct DraftFile {
  let path: FilePath

  init(_ text: String, _ context: Context) throws { path = try context.world.absolute(text) }

  func read() throws -> SigningDraft {
    try SigningDraft(parsing: try GivenFile.read(path, limit: SigningDraft.longestFile))
  }

  /// - Throws: ``CeremonyError/fileIsThere(_:)``: signatures may be in it.
  func checkIsNew() throws {
    guard try !GivenFile.isThere(path) else { throw CeremonyError.fileIsThere(path.string) }
  }

  func write(_ draft: SigningDraft) throws { try GivenFile.replace(path, with: draft.bytes) }

  /// As a word of a shell.
  var word: String { ShellWord.quoted(path.string) }
}
