internal import Host
internal import Model

/// The digest of a file on disk, reached name by name and through no link.
enum FileDigest<Hash: StreamingDigest & ~Copyable> {
  /// - Returns: `nil` for what cannot be opened as a regular file: then it is no file that was signed.
  static func of(_ path: RelativePath, below folder: Directory) throws(HostError) -> Digest? {
    var folders = FolderStack(folder)
    guard let name = path.names.last else { return nil }
    do throws(HostError) {
      return try of(name, in: try folders.folder(of: path))
    } catch  where error.isNotFound || error.isNoSuchPath || error.isForbidden {
      return nil
    }
  }

  static func of(_ name: String, in folder: Directory) throws(HostError) -> Digest? {
    let file = try folder.openFile(name, followingLinks: false)
    guard try file.status().kind == .file else { return nil }
    var digest = Hash()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try file.read(into: chunk)
      if count == 0 { return digest.finish() }
      digest.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
  }
}
