import CZstd
import Host
import Model
import Pack
import Publisher
import SystemPackage
import TestSupport
import Testing
import Trust

/// Somebody who holds all the keys, and signs into stable what no publisher would make.
struct Insider {
  private let repository: RepositoryFolder
  private let keys: KeyFolder
  private let files: Directory

  init(_ site: StigmerupRepository) throws {
    repository = try RepositoryFolder.open(site.path)
    keys = try KeyFolder(site.person.scratch.path.appending("keys")) { nil }
    files = try Directory(site.path)
  }

  /// Lists the current release of stable anew, its manifest changed.
  func changeManifest(_ change: (inout JSON.Members) throws -> Void) throws {
    let current = try repository.metadata()
    var index = try repository.index(of: .stable)
    let number = try #require(index.releases.firstIndex { $0.version == index.current })
    let name = index.releases[number].manifest.path
    let old = try JSON(parsing: try files.readFile(name, limit: 1 << 20))
    guard case .object(var manifest) = old else { return }
    try change(&manifest)
    let object = try put(JSON.object(manifest).compact)
    index.releases[number].manifest = object
    try commit(index.bytes, current)
  }

  /// Lists the current release of stable anew, with this archive for its program.
  ///
  /// - Parameter content: The bytes of all its files, as the manifest will say.
  func changeArchive(_ archive: [UInt8], content: Int, list: FileList) throws {
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(archive.count))
    let length = ZSTD_compress(&packed, packed.count, archive, archive.count, 1)
    let object = try put(Array(packed.prefix(length)))
    let packedList = try FileListCodec<SHA256>.pack(list)
    try put(packedList.object)
    let artifact = Artifact(
      object: object, frames: [Artifact.Frame(length: object.length, digest: object.digest)],
      archiveLength: archive.count, unpackedLength: content, files: packedList.reference,
      executables: [try #require(ExecutableName("stigmer")): try #require(RelativePath("stigmer"))],
      requirements: Artifact.Requirements())
    try changeManifest { manifest in
      try Self.change(&manifest, ["components", "stigmer", "platforms"]) { platforms in
        for (name, _) in platforms.all { platforms[name] = artifact.json }
      }
    }
  }

  /// Changes the object that lies at `path`.
  static func change(
    _ members: inout JSON.Members, _ path: [String],
    _ change: (inout JSON.Members) throws -> Void
  ) throws {
    guard let name = path.first else { return try change(&members) }
    guard case .object(var inner)? = members[name] else {
      throw FormatError(document: "a test", path: name, problem: "is no object")
    }
    try Self.change(&inner, Array(path.dropFirst()), change)
    members[name] = .object(inner)
  }

  // MARK: signing

  @discardableResult
  private func put(_ bytes: [UInt8]) throws -> ObjectReference {
    let reference = ObjectReference(digest: .sha256(of: bytes), length: bytes.count)
    try write(reference.path, bytes)
    return reference
  }

  private func commit(_ index: [UInt8], _ current: CurrentMetadata) throws {
    guard var document = try current.role(of: .stable)?.content else { return }
    let role = RoleName(ChannelName.stable)
    try write("targets/stable/\(Digest.sha256(of: index).hex).index.json", index)
    document.version += 1
    document.targets[TargetPath(ChannelName.stable.indexTarget)] = TargetFile(bytes: index)
    let signed = try Signed(document, by: signers(ChannelName.stable.rawValue))
    try write("metadata/\(role.fileName(version: document.version))", signed.bytes)
    var snapshot = current.snapshot.content
    snapshot.version += 1
    snapshot.meta[role] = MetaFile(version: document.version, bytes: signed.bytes)
    let list = try Signed(snapshot, by: signers("snapshot"))
    try write("metadata/\(RoleName.snapshot.fileName(version: snapshot.version))", list.bytes)
    var timestamp = current.timestamp.content
    timestamp.version += 1
    timestamp.snapshot = MetaFile(version: snapshot.version, bytes: list.bytes)
    try write("metadata/timestamp.json", try Signed(timestamp, by: signers("timestamp")).bytes)
  }

  private func signers(_ role: String) throws -> [any Signer] {
    try keys.keys(of: role).map(\.key)
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try files.removeFile(name)
    try files.writeFile(name, bytes)
  }
}
