package import Host
package import SystemPackage

/// A fresh folder of one test's own, removed with all that is in it when the last owner lets go of it.
package final class TemporaryFolder: Sendable {
  /// Absolute, its links resolved.
  package let path: FilePath
  package let directory: Directory
  private let parent: Directory
  private let name: String

  package init() throws {
    let place = Environment.ofProcess().nonEmpty("TMPDIR") ?? "/tmp"
    parent = try Directory(Machine.realPath(FilePath(place)))
    name = "stigmerup-test-\(RandomName.make())"
    try parent.createDirectory(name)
    path = parent.path.appending(name)
    directory = try Directory(path)
  }

  deinit {
    do {
      try parent.removeTree(name)
    } catch {
      print("a test left '\(path)' behind: \(error)")
    }
  }

  /// The absolute path of something in it.
  package func path(_ name: String) -> String { path.appending(name).string }

  /// Writes a new file, its folders made where they are missing.
  @discardableResult
  package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
    let file = path.appending(name)
    let folder = try Directory.making(file.removingLastComponent())
    try folder.writeFile(file.lastComponent?.string ?? "", Array(text.utf8), mode: mode)
    if mode & 0o111 != 0 { ExecutableFile.settle(file.string) }
    return file.string
  }

  package func text(of name: String) throws -> String {
    String(decoding: try directory.readFile(name, limit: 64 << 20), as: UTF8.self)
  }
}
