private import Host
package import SystemPackage

/// A small file system of a test's own, for full disks and read-only ones; unmounted with its last owner. Root only.
package final class Tmpfs: Sendable {
  package let path: FilePath
  private let folder: TemporaryFolder

  /// Whether this process may mount: root in a container often may not.
  package static let isPossible = TestUser.isRoot && (try? Tmpfs(kibibytes: 64)) != nil

  package init(kibibytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path
    try Self.run(["mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path.string])
  }

  deinit {
    do {
      try Self.run(["umount", "-l", path.string])
    } catch {
      print("a test left '\(path)' mounted: \(error)")
    }
  }

  package func makeReadOnly() throws {
    try Self.run(["mount", "-o", "remount,ro", path.string])
  }

  private static func run(_ words: [String]) throws {
    let command = ChildProcess(
      program: "/usr/bin/env", arguments: words, environment: .ofProcess(),
      workingDirectory: "/", timeLimit: 20, outputLimit: 4096)
    guard try command.run().ending == .exited(status: 0) else {
      throw HostError(words.joined(separator: " "), words.last ?? "", code: 1)
    }
  }
}
