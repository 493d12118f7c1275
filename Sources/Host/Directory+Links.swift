private import CPosix
private import SystemPackage

extension Directory {
  /// The text of a symbolic link, whether or not it leads anywhere.
  ///
  /// - Returns: `nil` when there is no such entry.
  /// - Throws: ``HostError`` with `EINVAL` when the entry is not a link.
  package func readLink(_ name: String) throws(HostError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    do throws(HostError) {
      let count = try SystemCall.run("read the link", location(name)) {
        buffer.withUnsafeMutableBufferPointer { buffer in
          guard let address = buffer.baseAddress else { return -1 }
          return readlinkat(descriptor, name, address, buffer.count)
        }
      }
      return String(decoding: buffer[..<count], as: UTF8.self)
    } catch  where error.isNotFound || error.code == ENOTDIR {
      return nil
    }
  }

  /// Creates a symbolic link that must not exist yet.
  package func createLink(_ name: String, to target: String) throws(HostError) {
    try SystemCall.run("create the link", location(name)) {
      symlinkat(target, descriptor, name)
    }
  }

  /// Points the link `name` elsewhere in one step: a reader finds the old target or the new one, never neither.
  ///
  /// - Parameter staging: Where the new link is made first: on the same file system, and swept after a crash.
  package func replaceLink(_ name: String, to target: String, staging: Directory) throws(HostError)
  {
    let temporary = RandomName.make()
    do throws(HostError) {
      try staging.createLink(temporary, to: target)
      try staging.rename(temporary, to: name, in: self)
    } catch {
      _ = unlinkat(staging.descriptor, temporary, 0)
      throw replacementError(error, of: name, staging: staging)
    }
    try flush()
  }

  /// What kept `name` from being replaced, told of a place that the person knows: never of the temporary file.
  ///
  /// Without the right to write, of the folder that lacks it; else of `name` itself.
  func replacementError(_ error: HostError, of name: String, staging: Directory) -> HostError {
    guard error.isForbidden else { return HostError("replace", location(name), code: error.code) }
    let folder = [self, staging].first { faccessat($0.descriptor, ".", W_OK | X_OK, 0) != 0 }
    return HostError("write to the folder", (folder ?? self).path.string, code: error.code)
  }
}
