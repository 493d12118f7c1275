import Host
import Installer
import Model
import SystemPackage
import TestSupport
import Testing

/// A person's folder of its own for one test, and the world as that person has it.
final class ShellFolder: Sendable {
  /// Has no link in it, as far as the test does not make one.
  let path: FilePath
  let directory: Directory

  init() throws {
    let name = "stigmerup-shell-\(RandomName.make())"
    let temporary = try Directory(try Machine.realPath("/tmp"))
    try temporary.createDirectory(name, mode: 0o755)
    directory = try temporary.openDirectory(name)
    path = directory.path
  }

  deinit {
    do {
      try Directory(path.removingLastComponent()).removeTree(path.lastComponent?.string ?? "")
    } catch { Issue.record(error) }
  }

  var home: FilePath { path.appending(".stigmerup") }

  func world(_ variables: [String: String?] = [:]) -> World {
    var environment = Environment([
      "HOME": path.string, "PATH": "/usr/bin:/bin", "SHELL": "/bin/bash",
    ])
    for (name, value) in variables { environment[name] = value }
    return World(
      environment: environment, arguments: [], clock: { Instant(seconds: 0) },
      console: Console(environment: environment))
  }

  func setup(_ variables: [String: String?] = [:], home: FilePath? = nil) -> ShellSetup {
    ShellSetup(world: world(variables), home: home ?? self.home)
  }

  // MARK: files

  func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws {
    try write(name, Array(text.utf8), mode: mode)
  }

  func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws {
    let path = path.pushing(FilePath(name))
    let folder = try Directory.making(path.removingLastComponent())
    let file = try #require(path.lastComponent).string
    try folder.removeFile(file)
    try folder.writeFile(file, bytes)
    try folder.openFile(file).setMode(mode)
  }

  func bytes(_ name: String) throws -> [UInt8]? {
    try directory.readFileIfPresent(name, limit: 1 << 24)
  }

  func text(_ name: String) throws -> String? {
    try bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All entries below, with their content, links and modes: for "as it was before".
  func picture(_ folder: Directory? = nil) throws -> [String] {
    let folder = folder ?? directory
    var entries: [String] = []
    for name in try folder.names() {
      let place = folder.path.appending(name).string
      guard let status = try folder.status(name) else { continue }
      switch status.kind {
      case .directory: entries += ["\(place)/"] + (try picture(folder.openDirectory(name)))
      case .link: entries.append("\(place) -> \(try folder.readLink(name) ?? "")")
      default:
        let content = try folder.readFile(name, limit: 1 << 24)
        entries.append("\(place) \(String(status.mode, radix: 8)) \(content)")
      }
    }
    return entries
  }

  /// Makes the home with its environment files and a `bin/stigmer` that says where it is.
  func makeHome(_ home: FilePath? = nil) throws {
    let home = home ?? self.home
    let folder = try Directory.making(home)
    for file in ShellSetup.environmentFiles(home: home, world: world()) {
      try folder.writeFile(file.name, file.bytes)
    }
    let bin = try folder.makingDirectory("bin")
    try bin.writeFile("stigmer", Array("#!/bin/sh\necho ours\n".utf8), mode: 0o755)
    ExecutableFile.settle(bin.path.appending("stigmer").string)
  }

  /// What a shell prints, started with this folder as HOME.
  func run(
    _ program: FilePath, _ arguments: [String], path: String = "/usr/bin:/bin"
  ) throws -> String {
    let outcome = try ChildProcess(
      program: program, arguments: arguments,
      environment: Environment(["HOME": self.path.string, "PATH": path, "TERM": "dumb"]),
      workingDirectory: self.path, timeLimit: 30, outputLimit: 1 << 20
    ).run()
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
