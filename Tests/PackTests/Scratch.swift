import Host
import Model
import Pack
import SystemPackage
import Testing

/// A folder of one test's own, removed with everything in it afterwards.
final class Scratch {
  let folder: Directory

  init() throws { folder = try Directory.making(FilePath("/tmp/pack-\(RandomName.make())")) }

  deinit {
    let parent = try? Directory("/tmp")
    try? parent?.removeTree(folder.path.lastComponent?.string ?? "")
  }

  func path(_ name: String) -> FilePath { folder.path.appending(name) }

  /// Opens a folder, made first where it is missing, with mode 0755: another test may play with the umask.
  @discardableResult
  func make(_ name: String) throws -> Directory {
    var folder = folder
    for part in name.split(separator: "/").map(String.init) {
      if try folder.status(part) == nil {
        try folder.createDirectory(part)
        try folder.openDirectory(part).setMode(0o755)
      }
      folder = try folder.openDirectory(part)
    }
    return folder
  }

  /// Writes a file, its folders first. A mode of 0755 makes it a program.
  func write(_ name: String, _ content: String = "", mode: UInt32 = 0o644) throws {
    try write(name, Array(content.utf8), mode: mode)
  }

  func write(_ name: String, _ content: [UInt8], mode: UInt32 = 0o644) throws {
    let parts = name.split(separator: "/")
    let parent = try make(parts.dropLast().joined(separator: "/"))
    let file = try parent.createFile(String(parts.last ?? ""))
    try file.write(content)
    try file.setMode(mode)
  }

  func link(_ name: String, to target: String) throws {
    try folder.createLink(name, to: target)
  }

  func read(_ name: String) throws -> [UInt8] { try folder.readFile(name, limit: 1 << 30) }

  /// Every entry below `name` with its kind, mode and content, as a person would list it.
  func listing(_ name: String) throws -> [String] { try Self.listing(make(name), "") }

  private static func listing(_ folder: Directory, _ prefix: String) throws -> [String] {
    try folder.names().flatMap { name -> [String] in
      guard let status = try folder.status(name) else { return [] }
      let mode = String(status.mode, radix: 8)
      switch status.kind {
      case .directory:
        let child = try folder.openDirectory(name)
        return try ["\(prefix)\(name)/ \(mode)"] + listing(child, prefix + name + "/")
      case .file:
        let content = TestDigest.of(try folder.readFile(name, limit: 1 << 30)).hex.prefix(8)
        return ["\(prefix)\(name) \(mode) \(content)"]
      case .link: return ["\(prefix)\(name) -> \(try folder.readLink(name) ?? "")"]
      case .other: return ["\(prefix)\(name) special"]
      }
    }
  }

  // MARK: packing

  /// Packs `name` of this folder into its file `object`.
  func pack(
    _ name: String, program: String = "tool", level: Int = 1, threads: Int = 2,
    object: String = "object"
  ) throws -> PackedArtifact {
    let program = try #require(ExecutableName(program))
    return try ArtifactPacker<TestDigest>(level: level, threads: threads)
      .pack(path(name), named: program, into: folder, as: object)
  }
}
