import CPosix
import TestSupport
import Testing

@testable import Selection

/// A home and a project folder in a temporary folder, laid out as `Store` does, removed at the end.
final class TestHome {
  /// Real path, no links in it.
  let folder: String
  let home: Home

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/selection test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    let real = try #require(realpath(made, nil))
    defer { free(real) }
    folder = String(cString: real)
    home = try #require(Home(ByteString(folder + "/home")))
    for name in ["trees", "linked", "toolchains", "channels", "used", "signed"] {
      try makeFolder("home/\(name)")
    }
    try makeFolder("project")
  }

  deinit {
    _ = try? Child.run("/bin/sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", folder])
  }

  func path(_ relative: String) -> String { "\(folder)/\(relative)" }

  func bytes(_ relative: String) -> ByteString { ByteString(path(relative)) }

  func makeFolder(_ relative: String) throws {
    let result = try Child.run("/bin/mkdir", ["-p", path(relative)])
    try #require(result.exitStatus == 0)
  }

  func link(_ relative: String, to target: String) throws {
    unlink(path(relative))
    try #require(symlink(target, path(relative)) == 0, "\(relative)")
  }

  func write(_ relative: String, _ text: String, executable: Bool = false) throws {
    let mode: mode_t = executable ? 0o755 : 0o644
    let descriptor = stg_openat(
      AT_FDCWD, path(relative), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    try #require(descriptor >= 0, "\(relative)")
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    try #require(CPosix.write(descriptor, bytes, bytes.count) == bytes.count)
  }

  func pin(_ folder: String, _ selector: String) throws {
    try write("\(folder)/stigmer-toolchain.toml", "[toolchain]\nchannel = \"\(selector)\"\n")
  }

  /// A manifest's digest made of one hexadecimal digit.
  static func digest(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  static func tree(_ digit: Character) -> String {
    String(repeating: digit, count: 32) + "-00000000"
  }

  /// A tree with programs that are scripts, and its version's link.
  func install(
    _ version: String, _ digit: Character, programs: [String] = ["stigmer", "agent-runner"],
    script: String = "#!/bin/sh\nexit 0\n"
  ) throws {
    let tree = Self.tree(digit)
    try makeFolder("home/trees/\(tree)/bin")
    for program in programs {
      try makeFolder("home/trees/\(tree)/components/\(program)/real")
      try write(
        "home/trees/\(tree)/components/\(program)/real/\(program)", script, executable: true)
      ExecutableFile.settle(path("home/trees/\(tree)/components/\(program)/real/\(program)"))
      try link(
        "home/trees/\(tree)/bin/\(program)", to: "../components/\(program)/real/\(program)")
    }
    try write("home/used/\(tree)", "")
    try link("home/toolchains/\(version)", to: "../trees/\(tree)")
  }

  func sign(_ channel: String, _ version: String, _ digit: Character) throws {
    try makeFolder("home/signed/\(channel)")
    try link("home/signed/\(channel)/\(version)", to: Self.digest(digit))
  }

  func follow(_ channel: String, at version: String) throws {
    try link("home/channels/\(channel)", to: "../toolchains/\(version)")
  }

  func linkBuild(_ name: String, programs: [(name: String, path: String)]) throws {
    try makeFolder("home/linked/\(name)/bin")
    for program in programs {
      try link("home/linked/\(name)/bin/\(program.name)", to: program.path)
    }
    try link("home/toolchains/\(name)", to: "../linked/\(name)")
  }

  func circumstances(
    program: String = "stigmer", argument: String? = nil, in directory: String = "project",
    _ variables: [String: String] = [:]
  ) -> Circumstances {
    Circumstances(
      home: home, program: ByteString(program), firstArgument: argument.map { ByteString($0) },
      workingDirectory: .path(bytes(directory)),
      variable: { variables[$0.description].map { ByteString($0) } })
  }
}
