internal import Host
internal import Model
private import Pack
internal import SystemPackage
private import Trust

/// The archive that `install.sh` downloads: `stigmerup`, `stigmer-shim` and `root.json` in a gzipped tar.
///
/// The same programs and root give the same bytes.
package struct BootstrapArchive {
  /// Relative to the repository's root.
  package static let folder = "stigmerup"
  /// In bytes, packed.
  package static let longest = 1 << 30
  package static let programs = ["stigmerup", "stigmer-shim"]
  static let rootName = "root.json"

  private let programs: FilePath
  private let platform: Platform
  private let root: [UInt8]

  /// - Parameters:
  ///   - programs: The folder that holds both programs.
  ///   - root: The root that a new home begins with.
  init(programs: FilePath, platform: Platform, root: [UInt8]) {
    self.programs = programs
    self.platform = platform
    self.root = root
  }

  /// The lowest glibc that both programs start on; `nil` where they need none.
  ///
  /// - Throws: ``BootstrapError`` for a program that is missing, or built for another platform; `HostError`.
  func glibc() throws -> SystemVersion? {
    try Self.programs.compactMap { try requirements(of: $0)?.glibc }.max()
  }

  private func requirements(of name: String) throws -> ELFRequirements? {
    let path = programs.appending(name).string
    let folder = try Directory(programs)
    guard let status = try folder.status(name, followingLinks: true), status.kind == .file else {
      throw BootstrapError.missingProgram(path: path)
    }
    guard status.isExecutable else { throw BootstrapError.notExecutable(path: path) }
    let file = try folder.openFile(name)
    let requirements: ELFRequirements?
    do {
      requirements = try ELFRequirements { offset, count in
        try Self.bytes(of: file, at: offset, count: min(count, status.length))
      }
    } catch is ELFRequirements.Problem {
      throw BootstrapError.malformedProgram(path: path)
    }
    if let requirements {
      guard platform.system == .linux, requirements.architecture == platform.architecture else {
        throw BootstrapError.wrongPlatform(path: path, platform)
      }
    }
    return requirements
  }

  private static func bytes(of file: borrowing OpenFile, at offset: Int, count: Int) throws
    -> [UInt8]
  {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 16)
    defer { buffer.deallocate() }
    var filled = 0
    while filled < count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count])
      let read = try file.read(at: offset + filled, into: rest)
      if read == 0 { break }
      filled += read
    }
    return Array(buffer[..<filled])
  }

  /// Writes the archive into `folder` as the new file `fileName`, flushed.
  func write(into folder: Directory, as fileName: String) throws -> ObjectReference {
    var files: [(path: RelativePath, isExecutable: Bool, content: GzippedTar<SHA256>.Content)] = []
    for name in Self.programs {
      files.append((try Self.path(name), true, .file(programs.appending(name))))
    }
    files.append((try Self.path(Self.rootName), false, .bytes(root)))
    let object = try GzippedTar<SHA256>.write(files, into: folder, as: fileName)
    guard object.length <= Self.longest else { throw BootstrapError.tooLong(length: object.length) }
    return object
  }

  private static func path(_ name: String) throws -> RelativePath {
    guard let path = RelativePath(name) else { throw BootstrapError.missingProgram(path: name) }
    return path
  }
}
