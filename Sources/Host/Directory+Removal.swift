private import CPosix
private import SystemPackage

extension Directory {
  /// Removes a file or a link; one that is not there is fine.
  package func removeFile(_ name: String) throws(HostError) {
    try unlink(Array(name.utf8CString), flags: 0, as: "remove")
  }

  /// Removes a folder unless something is in it (`rmdir(2)`).
  ///
  /// - Returns: Whether it is gone.
  package func removeFolderIfEmpty(_ name: String) throws(HostError) -> Bool {
    do throws(HostError) {
      try unlink(Array(name.utf8CString), flags: AT_REMOVEDIR, as: "remove the folder")
    } catch  where error.alreadyExists {
      return false
    }
    return true
  }

  /// Removes an entry with all that is in it, never through a link; one that is not there is fine, whoever removed it.
  ///
  /// Names need not be UTF-8, and folders that lack permissions of their owner (archives may hold such) are given them.
  package func removeTree(_ name: String) throws(HostError) {
    try removeTree(Array(name.utf8CString))
  }

  private func removeTree(_ name: [CChar]) throws(HostError) {
    var status = stat()
    do throws(HostError) {
      try SystemCall.run("look at", location(name)) {
        fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW)
      }
      guard FileStatus(status).kind == .directory else {
        return try unlink(name, flags: 0, as: "remove")
      }
      let folder = try openForRemoval(name, FileStatus(status))
      for child in try folder.rawNames() { try folder.removeTree(child) }
    } catch  where error.isNotFound {
      return
    }
    try unlink(name, flags: AT_REMOVEDIR, as: "remove the folder")
  }

  private func openForRemoval(
    _ name: [CChar], _ status: FileStatus
  ) throws(HostError) -> Directory {
    if status.mode & 0o700 != 0o700 {
      try SystemCall.run("set the permissions of", location(name)) {
        fchmodat(descriptor, name, mode_t(status.mode | 0o700), AT_SYMLINK_NOFOLLOW)
      }
    }
    let opened = try SystemCall.run("open the folder", location(name)) {
      stg_openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, 0)
    }
    return Directory(descriptor: opened, path: FilePath(location(name)))
  }

  private func unlink(
    _ name: [CChar], flags: Int32, as operation: String
  ) throws(HostError) {
    do throws(HostError) {
      try SystemCall.run(operation, location(name)) { unlinkat(descriptor, name, flags) }
    } catch  where error.isNotFound {}
  }

  private func location(_ name: [CChar]) -> String {
    name.withUnsafeBytes { location(String(decoding: $0.dropLast(), as: UTF8.self)) }
  }
}
