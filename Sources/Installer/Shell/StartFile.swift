internal import Host
private import Model
internal import SystemPackage

/// A shell's start file on disk. It is changed through the links that lead to it (dotfiles are often links into a
/// repository), in one rename, with its permissions kept.
struct StartFile {
  /// A longer file is no start file.
  static let longest = 8 << 20

  /// As the shell knows it.
  let path: FilePath
  /// Where the links at its end lead; nothing need be there.
  private let target: FilePath

  /// - Throws: ``HostError`` for links that go in a circle.
  init(_ path: FilePath) throws(HostError) {
    self.path = path
    target = try Self.target(of: path)
  }

  private static func target(of path: FilePath) throws(HostError) -> FilePath {
    var target = path
    for _ in 0..<40 {
      guard let (folder, name) = try parent(of: target) else { return target }
      do throws(HostError) {
        guard let text = try folder.readLink(name) else { return target }
        target = target.removingLastComponent().pushing(FilePath(text))
      } catch  where error.isNotALink {
        return target
      }
    }
    throw HostError(
      "follow the links of", path.string, code: Errno.tooManySymbolicLinkLevels.rawValue)
  }

  /// - Returns: `nil` when the folder is not there.
  private static func parent(of path: FilePath) throws(HostError) -> (Directory, String)? {
    guard let name = path.lastComponent?.string else { return nil }
    do throws(HostError) {
      return (try Directory(path.removingLastComponent()), name)
    } catch  where error.isNotFound {
      return nil
    }
  }

  // MARK: reading

  /// What keeps this user from changing the file, as far as it can be seen beforehand.
  func obstacle() throws(HostError) -> ShellError? {
    guard let (folder, name) = try Self.parent(of: target),
      let status = try folder.status(name, followingLinks: true)
    else { return nil }
    if status.kind != .file { return .notAFile(path.string) }
    // A new file in its place would be this user's.
    if status.owner != Machine.effectiveUser {
      return .anotherUsers(path.string, owner: status.owner)
    }
    return status.mode & 0o200 == 0 ? .readOnly(path.string) : nil
  }

  /// - Returns: `nil` when it is not there.
  func content() throws(HostError) -> [UInt8]? {
    guard let (folder, name) = try Self.parent(of: target) else { return nil }
    return try folder.readFileIfPresent(name, limit: Self.longest)
  }

  /// How many of the folders above it are not there.
  func missingFolders() -> Int {
    var count = 0
    var folder = target.removingLastComponent()
    while (try? Directory(folder)) == nil, folder.lastComponent != nil {
      count += 1
      folder.removeLastComponent()
    }
    return count
  }

  // MARK: changing

  /// Replaces its content in one step, or makes it, with the folders that it needs.
  ///
  /// - Throws: ``HostError`` that names this file, not the one that was to take its place.
  func write(_ content: [UInt8]) throws(HostError) {
    do throws(HostError) {
      let folder = try Directory.making(target.removingLastComponent())
      try replace(target.lastComponent?.string ?? "", in: folder, with: content)
    } catch {
      throw HostError("write", path.string, code: error.code)
    }
  }

  private func replace(
    _ name: String, in folder: Directory, with content: [UInt8]
  ) throws(HostError) {
    let present = try folder.status(name)
    let temporary = ".stigmerup-\(RandomName.make())"
    do throws(HostError) {
      let file = try folder.createFile(temporary)
      try file.write(content)
      // Exactly as it was, whatever this process's umask says.
      if let present { try file.setMode(present.mode) }
      try file.flush()
      try folder.rename(temporary, to: name, in: folder)
    } catch {
      let first = error
      // Where nothing can be written, nothing is to be removed either.
      try? folder.removeFile(temporary)
      throw first
    }
    try folder.flush()
  }

  /// Removes it, and at most so many folders above it if nothing else is in them.
  func remove(folders: Int) throws(HostError) {
    var path = target
    guard let (folder, name) = try Self.parent(of: path) else { return }
    try folder.removeFile(name)
    for _ in 0..<folders {
      path.removeLastComponent()
      guard let (above, name) = try Self.parent(of: path) else { return }
      guard try above.removeFolderIfEmpty(name) else { return }
    }
  }
}
