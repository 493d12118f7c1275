package import Host
package import Model

/// Rebuilds an artifact's content from folders on this machine that should hold the same files. Each file is held
/// against its signed digest in its new place before it counts.
///
/// `Hash` is SHA-256.
package struct FolderReuse<Hash: StreamingDigest & ~Copyable> {
  private let list: FileList
  private let sources: [Directory]

  /// - Parameter sources: Where to look for each file, in this order; they may be incomplete or damaged.
  package init(_ list: FileList, from sources: [Directory]) {
    self.list = list
    self.sources = sources
  }

  /// - Parameter destination: Empty, and nobody else's.
  /// - Returns: `false` when a file is good nowhere: then what was made so far is the caller's to remove.
  /// - Throws: `HostError` of what is written, such as a full disk.
  package func fill(_ destination: Directory) throws(HostError) -> Bool {
    var folders = FolderStack(destination)
    var sources = sources.map { FolderStack($0) }
    for entry in list.entries {
      guard let name = entry.path.names.last else { return false }
      switch entry.kind {
      case .folder: try folders.make(entry.path)
      case .link(let target):
        try folders.folder(of: entry.path).createLink(name, to: target)
      case .file(let length, let digest, let isExecutable):
        let wanted = Wanted(
          name: name, length: length, digest: digest, mode: isExecutable ? 0o755 : 0o644)
        let folder = try folders.folder(of: entry.path)
        var isThere = false
        for index in sources.indices where !isThere {
          isThere = try take(wanted, at: entry.path, from: &sources[index], into: folder)
        }
        guard isThere else { return false }
      }
    }
    return true
  }

  private struct Wanted {
    let name: String
    let length: Int
    let digest: Digest
    let mode: UInt32
  }

  private func take(
    _ wanted: Wanted, at path: RelativePath, from source: inout FolderStack, into folder: Directory
  ) throws(HostError) -> Bool {
    guard let origin = Self.folder(of: path, in: &source),
      let status = Self.status(wanted.name, in: origin),
      status.kind == .file, status.length == wanted.length
    else { return false }
    var isPlaced = try link(wanted, status, in: origin, into: folder)
    if !isPlaced { isPlaced = try copy(wanted, in: origin, into: folder) }
    guard isPlaced else { return false }
    if try isGood(wanted, in: folder) { return true }
    try folder.removeFile(wanted.name)
    return false
  }

  /// One file under two names needs no space; nothing writes to a tree's files.
  private func link(
    _ wanted: Wanted, _ status: FileStatus, in origin: Directory, into folder: Directory
  ) throws(HostError) -> Bool {
    guard status.mode == wanted.mode, status.owner == Machine.effectiveUser else { return false }
    do throws(HostError) {
      try origin.createHardLink(wanted.name, as: wanted.name, in: folder)
      return true
    } catch {
      // Another file system, too many links, or none at all here: a copy does.
      return false
    }
  }

  private func copy(
    _ wanted: Wanted, in origin: Directory, into folder: Directory
  ) throws(HostError) -> Bool {
    do throws(HostError) {
      try origin.copyFile(wanted.name, to: wanted.name, in: folder, mode: wanted.mode)
    } catch  where error.isNotFound || error.isNoSuchPath || error.isForbidden {
      return false
    }
    // The umask took its part when the file was made.
    try folder.openFile(wanted.name, followingLinks: false).setMode(wanted.mode)
    return true
  }

  private func isGood(_ wanted: Wanted, in folder: Directory) throws(HostError) -> Bool {
    guard let status = try folder.status(wanted.name), status.kind == .file,
      status.mode == wanted.mode
    else { return false }
    return try FileDigest<Hash>.of(wanted.name, in: folder) == wanted.digest
  }

  /// What cannot be looked at in a source is not there.
  private static func folder(of path: RelativePath, in source: inout FolderStack) -> Directory? {
    do throws(HostError) { return try source.folder(of: path) } catch { return nil }
  }

  private static func status(_ name: String, in folder: Directory) -> FileStatus? {
    do throws(HostError) { return try folder.status(name) } catch { return nil }
  }
}
