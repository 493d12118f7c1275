package import Host
private import Model
package import Selection
package import Settings
package import Store
package import SystemPackage

/// A folder with a pin in it, or where one is to be: the pin and the lock as files.
package struct Project {
  private let folder: Directory

  package init(_ folder: Directory) { self.folder = folder }

  /// The nearest folder with a pin, from `start` upwards.
  package static func nearest(from start: FilePath) throws(HostError) -> Project? {
    var next = start
    while true {
      let folder = try Directory(next)
      if try folder.status(ProjectPin.fileName) != nil { return Project(folder) }
      let parent = next.removingLastComponent()
      guard parent != next, !parent.isEmpty else { return nil }
      next = parent
    }
  }

  package var pinPath: String { folder.path.appending(ProjectPin.fileName).string }
  package var lockPath: String { folder.path.appending(ProjectLock.fileName).string }

  // MARK: the pin

  /// - Returns: `nil` when there is none.
  /// - Throws: ``FormatError``, ``HostError``.
  package func pin() throws -> ProjectPin? { try pinBytes().map(parsed) }

  /// What the pin selects.
  ///
  /// - Throws: ``SelectionError``; a linked name is nothing for a pin.
  package func selector(of pin: ProjectPin, in home: HomeFolder) throws -> ToolchainSelector {
    try PinSelector.read(pin.selector, file: pinPath, in: home)
  }

  /// The pin's file changed to select `selector`, comments kept; not yet written.
  ///
  /// - Returns: `nil` for a file whose form cannot be edited.
  package func pinText(selecting selector: String) throws -> [UInt8]? {
    let existing = try pinBytes()
    // A file that cannot be understood is not edited.
    if let existing { _ = try parsed(existing) }
    let bytes = Array(
      ProjectPin.text(
        pinning: selector, in: existing.map { String(decoding: $0, as: UTF8.self) }
      ).utf8)
    guard bytes.count <= ProjectPin.longestFile, try parsed(bytes).selector == selector else {
      return nil
    }
    return bytes
  }

  package func writePin(_ bytes: [UInt8]) throws(HostError) {
    let mode = try folder.status(ProjectPin.fileName)?.mode ?? 0o644
    try folder.replaceFile(ProjectPin.fileName, with: bytes, mode: mode, staging: folder)
  }

  private func pinBytes() throws(HostError) -> [UInt8]? {
    try folder.readFileIfPresent(ProjectPin.fileName, limit: ProjectPin.longestFile)
  }

  private func parsed(_ bytes: [UInt8]) throws -> ProjectPin {
    try ProjectPin(parsing: bytes, path: pinPath)
  }

  // MARK: the lock

  /// - Returns: `nil` when there is none.
  /// - Throws: ``SelectionError/badLock(file:_:)``.
  package func lock() throws -> ProjectLock? {
    do throws(LockProblem) {
      return try LockFile.read(ByteString(lockPath)).map { lock throws(LockProblem) in
        try ProjectLock(lock)
      }
    } catch {
      throw SelectionError.badLock(file: lockPath, error)
    }
  }

  /// - Throws: ``LockError/notReplaceable(file:)`` when something else than a file is in its place.
  package func checkLockPlace() throws {
    if let status = try folder.status(ProjectLock.fileName), status.kind != .file {
      throw LockError.notReplaceable(file: lockPath)
    }
  }

  package func write(_ lock: ProjectLock) throws {
    try checkLockPlace()
    let bytes = Array(lock.text.utf8)
    guard bytes.count <= LockFile.longest else { throw LockError.tooLong(lock.version) }
    let mode = try folder.status(ProjectLock.fileName)?.mode ?? 0o644
    try folder.replaceFile(ProjectLock.fileName, with: bytes, mode: mode, staging: folder)
  }
}

extension ProjectLock {
  /// What was read, in the words of `Model`.
  package init(_ file: LockFile) throws(LockProblem) {
    guard let version = Version(file.release.version.bytes.description) else {
      throw LockProblem(.notAVersion)
    }
    var artifacts: [Artifact] = []
    for artifact in file.artifacts {
      artifacts.append(
        Artifact(
          component: artifact.component.description, platform: artifact.platform.description,
          digest: try Self.digest(artifact.digest)))
    }
    self.init(
      version: version, manifest: try Self.digest(file.release.manifest), artifacts: artifacts)
  }

  private static func digest(_ digits: ByteString) throws(LockProblem) -> Digest {
    guard let digest = Digest(hex: digits.description) else { throw LockProblem(.notADigest) }
    return digest
  }
}
