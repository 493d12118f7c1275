import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Somebody with an empty HOME, no python on PATH, and a data folder apart.
final class Visitor {
  let scratch: TemporaryFolder
  let userHome: FilePath
  let home: FilePath
  var variables: [String: String]

  /// - Parameter home: Elsewhere than in their own folder.
  init(_ site: Site, home elsewhere: FilePath? = nil) throws {
    scratch = try TemporaryFolder()
    userHome = scratch.path.appending("a visitor")
    try scratch.directory.createDirectory("a visitor")
    home = elsewhere ?? userHome.appending(".stigmerup")
    variables = [
      "HOME": userHome.string, "PATH": try Self.bareTools(in: scratch).string, "NO_COLOR": "1",
      "STIGMER_PORT": "0", "STIGMER_DATA_DIR": scratch.path.appending("data").string,
      "STIGMER_STANDIN_MAX_SECONDS": "120", "STIGMERUP_CACERT": site.authorities,
      "SHELL": "/bin/sh",
    ]
    if let elsewhere { variables["STIGMERUP_HOME"] = elsewhere.string }
  }

  deinit {
    // Whatever a test left running ends with it.
    guard ((try? scratch.directory.status("data/daemon.pid")) ?? nil) != nil else { return }
    _ = try? stigmer("server", "stop")
  }

  /// What a bare machine has: no python, no compiler.
  private static func bareTools(in scratch: TemporaryFolder) throws -> FilePath {
    let tools = try scratch.directory.makingDirectory("tools")
    let names = [
      "sh", "dash", "bash", "busybox", "env", "cat", "sed", "ls", "mkdir", "rm", "chmod", "mv",
      "cp", "dirname", "basename", "uname", "id", "getconf", "ldd", "awk", "tr", "cut", "head",
      "tail", "wc", "mktemp", "tar", "gzip", "sha256sum", "curl", "sleep", "test", "grep", "touch",
    ]
    for name in names where RealInput.hasTool(name) {
      try tools.createLink(name, to: "/usr/bin/\(name)")
    }
    return tools.path
  }

  /// Runs a line of shell.
  func shell(_ line: String, shell: [String] = ["/bin/sh"]) throws -> StigmerupRun {
    try StigmerupRun.run(
      FilePath(shell[0]), Array(shell.dropFirst()) + ["-c", line], environment: variables,
      in: userHome)
  }

  /// `init -y` by the built program, without the bootstrap.
  func initialize(from site: Site, _ more: String...) throws {
    let run = try initialization(from: site, more)
    try #require(run.status == 0, "\(run.errors)")
  }

  func initialization(
    from site: Site, _ more: [String] = [], wrapper: [String] = []
  ) throws -> StigmerupRun {
    try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      [
        "init", "-y", "--no-modify-path", "--repository", site.url, "--root",
        site.repository.appending("metadata/1.root.json").string,
      ] + more, environment: variables, in: userHome, wrapper: wrapper)
  }

  func stigmerup(_ arguments: String..., wrapper: [String] = []) throws -> StigmerupRun {
    try StigmerupRun.run(
      home.appending("bin/stigmerup"), arguments, environment: variables, in: userHome,
      wrapper: wrapper)
  }

  /// Through the shim.
  func stigmer(_ arguments: String...) throws -> StigmerupRun {
    try StigmerupRun.run(
      home.appending("bin/stigmer"), arguments, environment: variables, in: userHome)
  }

  /// What `stigmer env` says is its version.
  func version() throws -> String? {
    let run = try stigmer("env")
    guard run.status == 0 else { return nil }
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("version=") }
    return line.map { String($0.dropFirst("version=".count)) }
  }

  /// What lies in one of the home's folders.
  func names(in folder: String) throws -> Set<String> {
    let home = try Directory(home)
    guard try home.status(folder) != nil else { return [] }
    return Set(try home.openDirectory(folder).names())
  }

  /// One error, nothing on stdout, and the installed stigmer is `version` as before.
  func expectRefusal(
    of arguments: String..., saying text: String = "", keeping version: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let toolchains = try names(in: "toolchains")
    let run = try StigmerupRun.run(
      home.appending("bin/stigmerup"), arguments, environment: variables, in: userHome)
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.status == 1 && run.output == "", "\(run)", sourceLocation: sourceLocation)
    #expect(run.errors.contains(text), "\(run.errors)", sourceLocation: sourceLocation)
    #expect(try self.version() == version, sourceLocation: sourceLocation)
    #expect(try names(in: "toolchains") == toolchains, sourceLocation: sourceLocation)
    #expect(try names(in: "staging").isEmpty, sourceLocation: sourceLocation)
  }
}
