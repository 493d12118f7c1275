package import Host

/// `trust/` of a home: the TUF metadata accepted so far, one file a role, and each channel's last index.
///
/// It has a lock of its own, held while one process refreshes, so that two never store in turn and lower a version.
package final class TrustFolder {
  package let directory: Directory
  private let staged: StagingFolder
  private let lock: FileLock

  /// - Parameter onWait: Called with the process and command waited for.
  package init(_ home: HomeFolder, command: String, onWait: (String) -> Void) throws {
    try HomeWriter.checkOwner(of: home)
    directory = try home.root.makingDirectory("trust")
    lock = try FileLock.take("lock", in: directory, owner: command, onWait: onWait)
    staged = try StagingFolder(in: try home.root.makingDirectory("staging"))
  }

  /// - Parameters:
  ///   - name: A file in `trust/`, such as `root.json`.
  ///   - limit: The most bytes to accept.
  /// - Returns: `nil` when there is none yet.
  package func load(_ name: String, limit: Int) throws(HostError) -> [UInt8]? {
    try directory.readFileIfPresent(name, limit: limit)
  }

  /// Replaces a file in one step; the caller verified `bytes`.
  ///
  /// - Parameter name: As for ``load(_:limit:)``; its folder is made where it is missing.
  package func store(_ name: String, _ bytes: [UInt8]) throws(HostError) {
    let parts = name.split(separator: "/").map(String.init)
    if parts.count == 2 {
      return try directory.makingDirectory(parts[0])
        .replaceFile(parts[1], with: bytes, staging: staged.directory)
    }
    try directory.replaceFile(name, with: bytes, staging: staged.directory)
  }

  /// Removes a file of `trust/` itself; one that is not there is fine.
  package func forget(_ name: String) throws(HostError) { try directory.removeFile(name) }

  /// Forgets everything: another repository is to be trusted from now on.
  package func clear() throws(HostError) {
    for name in try directory.names() where name != "lock" { try directory.removeTree(name) }
    try directory.flush()
  }
}
