internal import Host
private import Model

/// A regular file of the served folder, open; no link led to it.
final class ServedFile {
  let length: Int
  /// Another content has another tag: its length, time of change and inode.
  let entityTag: String
  let mediaType: String
  private let file: OpenFile

  /// - Returns: `nil` when there is no such regular file, or when a link stands in its way.
  /// - Throws: `HostError` when it is there and cannot be opened.
  init?(_ path: RequestPath, in root: Directory) throws(HostError) {
    let status: FileStatus
    do throws(HostError) {
      var folder = root
      for name in path.components.dropLast() {
        folder = try folder.openDirectory(name, followingLinks: false)
      }
      let name = path.components.last ?? ""
      file = try folder.openFile(name, followingLinks: false)
      status = try file.status()
      mediaType = MediaType.of(name)
    } catch {
      // Whether it is missing, a link or a file in a folder's place: nothing of that name is served.
      if error.isNotFound || error.isNoSuchPath { return nil }
      throw error
    }
    guard status.kind == .file else { return nil }
    length = status.length
    let parts = [
      status.length, status.modified.seconds, status.modifiedNanoseconds, Int(status.inode),
    ]
    entityTag = "\"" + parts.map { String($0, radix: 16) }.joined(separator: "-") + "\""
  }

  /// - Returns: The count of bytes put into `buffer`; 0 when the file became shorter meanwhile.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
    try file.read(at: offset, into: buffer)
  }
}
