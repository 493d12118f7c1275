package import Host
package import Model
package import SystemPackage

/// Packs a folder, or a single executable, as an artifact: a POSIX tar in independent zstd frames.
///
/// The same content gives the same bytes, whatever its times, owners and folder order, and however many threads pack:
/// entries stand in the byte order of their paths, owners and times are 0, modes are 0755 (folders and executables) or
/// 0644. Another version of zstd may pack otherwise. Hard links become files of their own.
///
/// `Hash` is SHA-256. Memory does not grow with the content: about 70 MiB a thread at level 19.
package struct ArtifactPacker<Hash: StreamingDigest & ~Copyable> {
  private let level: Int
  private let threads: Int

  /// - Parameters:
  ///   - level: zstd's, 1 to 22.
  ///   - threads: As many as there are cores, at most 16, unless given.
  package init(level: Int = 19, threads: Int? = nil) {
    self.level = level
    self.threads = threads ?? min(Machine.coreCount, 16)
  }

  /// - Parameters:
  ///   - path: An executable file, or a folder whose programs are the executable files in its `bin/` or, when it has
  ///     no `bin/`, at its top. Shared libraries are none.
  ///   - name: What a single executable is called in the artifact; a folder's programs keep their names.
  ///   - folder: Where the packed object is written, as the new file `fileName`, flushed.
  /// - Throws: ``PackError`` for what an artifact cannot hold or what changed meanwhile; `HostError`. No file is left then.
  package func pack(
    _ path: FilePath, named name: ExecutableName, into folder: Directory, as fileName: String
  ) throws -> PackedArtifact {
    let source = try PackSource(path, named: name)
    let tree = try source.tree()
    let executables = try source.executables(of: tree)
    let file = try folder.createFile(fileName)
    do {
      return try write(tree, of: source, executables: executables, to: file)
    } catch {
      try folder.removeFile(fileName)
      throw error
    }
  }

  private func write(
    _ tree: SourceTree, of source: PackSource, executables: [ExecutableName: RelativePath],
    to file: consuming OpenFile
  ) throws -> PackedArtifact {
    var frames = FrameWriter<Hash>(
      file: file, source: source.path, level: level, threads: threads)
    var listed: [FileList.Entry] = []
    listed.reserveCapacity(tree.entries.count)
    for entry in tree.entries {
      try frames.append(TarHeader(entry: entry).bytes)
      listed.append(
        FileList.Entry(path: entry.path, kind: try append(entry, of: source, to: &frames)))
    }
    try frames.append(TarHeader.end)
    try checkUnchanged(tree, source)
    let fileList = FileList(listed)
    let (fileListObject, files) = try FileListCodec<Hash>.pack(fileList)
    let (object, packedFrames, archiveLength) = try frames.finish()
    guard archiveLength <= Limits.unpacked, object.length <= Limits.artifact else {
      throw PackError(source.path, .tooLarge)
    }
    let artifact = Artifact(
      object: object, frames: packedFrames, archiveLength: archiveLength,
      unpackedLength: fileList.contentLength, files: files, executables: executables,
      requirements: Artifact.Requirements())
    return PackedArtifact(
      artifact: artifact, fileList: fileList, fileListObject: fileListObject)
  }

  private func append(
    _ entry: SourceEntry, of source: PackSource, to frames: inout FrameWriter<Hash>
  ) throws -> FileList.Kind {
    switch entry.kind {
    case .folder: return .folder
    case .link(let target): return .link(target: target)
    case .file(let length, let isExecutable):
      let digest = try appendContent(entry, length: length, of: source, to: &frames)
      return .file(length: length, digest: digest, isExecutable: isExecutable)
    }
  }

  private func appendContent(
    _ entry: SourceEntry, length: Int, of source: PackSource, to frames: inout FrameWriter<Hash>
  ) throws -> Digest {
    let file = try source.open(entry)
    guard SourceEntry.Identity(try file.status()) == entry.identity else {
      throw PackError(source.path, .changed(entry.path.description))
    }
    var digest = Hash()
    var rest = length
    while rest > 0 {
      let bytes = try frames.fill(rest) { try file.read(into: $0) }
      guard !bytes.isEmpty else {
        throw PackError(source.path, .changed(entry.path.description))
      }
      digest.update(bytes)
      rest -= bytes.count
    }
    try frames.append([UInt8](repeating: 0, count: TarHeader.padding(length)))
    return digest.finish()
  }

  /// Looks at everything once more: what was added, removed or written to meanwhile is found.
  private func checkUnchanged(_ tree: SourceTree, _ source: PackSource) throws {
    let now = try source.tree()
    guard now != tree else { return }
    let pairs = zip(tree.entries, now.entries)
    let changed =
      pairs.first { $0 != $1 }?.0 ?? tree.entries.dropFirst(now.entries.count).first
      ?? now.entries.dropFirst(tree.entries.count).first
    throw PackError(source.path, .changed(changed?.path.description ?? "it"))
  }
}
