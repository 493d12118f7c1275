import Host
import SystemPackage
import TestSupport
import Testing

/// An empty folder of a test's own, real path, gone with the value.
final class StigmerupScratch {
  /// Whether strace is there, and may trace.
  static let canTrace: Bool = {
    let run = try? StigmerupRun.run(
      "/usr/bin/strace", ["-f", "-qq", "-o", "/dev/null", "/bin/true"], environment: [:], in: "/")
    return run?.status == 0
  }()

  let path: FilePath
  private let parent: Directory

  init() throws {
    parent = try Directory(try Machine.realPath("/tmp"))
    // With a blank: every path may hold one.
    let name = "stigmerup test \(RandomName.make())"
    try parent.createDirectory(name)
    path = parent.path.appending(name)
  }

  deinit {
    guard let name = path.lastComponent?.string else { return }
    do throws(HostError) {
      try parent.removeTree(name)
    } catch {
      Issue.record("cannot remove the test's folder: \(error.message)")
    }
  }

  /// The folder `name` below it, made where it is missing.
  @discardableResult
  func folder(_ name: String) throws -> FilePath {
    try Directory.making(path.appending(name)).path
  }

  /// Writes or replaces a file; its folder is made where it is missing.
  @discardableResult
  func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> FilePath {
    let file = path.appending(name)
    let folder = try Directory.making(file.removingLastComponent())
    let last = file.lastComponent?.string ?? ""
    try folder.removeFile(last)
    try folder.writeFile(last, Array(text.utf8), mode: mode)
    return file
  }

  func read(_ name: String) throws -> String? {
    let bytes = try Directory(path).readFileIfPresent(name, limit: 16 << 20)
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every entry below it with what it holds: to see that nothing was changed.
  func snapshot(_ name: String = ".") throws -> [String] {
    try Self.entries(of: try Directory(path).openDirectory(name), "")
  }

  private static func entries(of folder: Directory, _ prefix: String) throws -> [String] {
    var found: [String] = []
    for name in try folder.names() {
      guard let status = try folder.status(name) else { continue }
      switch status.kind {
      case .directory:
        found.append("\(prefix)\(name)/")
        found += try entries(
          of: try folder.openDirectory(name, followingLinks: false), "\(prefix)\(name)/")
      case .link: found.append("\(prefix)\(name) -> \(try folder.readLink(name) ?? "")")
      case .file, .other:
        let content = try folder.readFile(name, limit: 1 << 30)
        found.append("\(prefix)\(name) \(String(status.mode, radix: 8)) \(content.hashValue)")
      }
    }
    return found
  }
}
