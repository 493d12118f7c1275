internal import Host
private import SystemPackage

/// A file of a repository in a folder.
final class FolderFile: ContentSource {
  private let file: OpenFile
  let url: String

  init(_ file: consuming OpenFile, url: String) {
    self.file = file
    self.url = url
  }

  /// - Parameter limit: The most bytes to accept.
  func readAll(limit: Int) throws(FetchError) -> [UInt8] {
    guard try length() <= limit else { throw .tooLong(url: url, limit: limit) }
    do throws(HostError) {
      return try file.readAll(limit: limit)
    } catch  where error.code == Errno.fileTooLarge.rawValue {
      throw .tooLong(url: url, limit: limit)
    } catch {
      throw .unreadable(error)
    }
  }

  func begin(at offset: Int, length: Int) throws(FetchError) {
    let found = try self.length()
    guard found == length else { throw .wrongLength(url: url, expected: length, found: found) }
    do {
      try FileDescriptor(rawValue: file.descriptor).seek(offset: Int64(offset), from: .start)
    } catch {
      let code = (error as? Errno)?.rawValue ?? Errno.ioError.rawValue
      throw .unreadable(HostError("read", file.path, code: code))
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int {
    do throws(HostError) { return try file.read(into: buffer) } catch { throw .unreadable(error) }
  }

  /// In bytes.
  private func length() throws(FetchError) -> Int {
    let status: FileStatus
    do throws(HostError) { status = try file.status() } catch { throw .unreadable(error) }
    guard status.kind == .file else { throw .notAFile(url: url) }
    return status.length
  }
}
