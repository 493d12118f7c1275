import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A repository that the built publisher made, in a folder whose name holds a blank, served by nginx
/// over TLS until this goes.
final class Site {
  static let isPossible = RealInput.hasTool("nginx") && RealInput.hasTool("openssl")
  static let reason: Comment = "needs nginx, openssl and the built programs"

  let scratch: TemporaryFolder
  let folder: FilePath
  let repository: FilePath
  let keys: FilePath
  /// Without a slash at its end.
  let url: String
  let authorities: String
  private let log: String
  private let server: BackgroundProcess
  private var changes = 0

  /// An empty repository.
  init() throws {
    scratch = try TemporaryFolder()
    folder = scratch.path.appending("a site")
    try scratch.directory.createDirectory("a site")
    repository = folder.appending("repo")
    keys = folder.appending("keys")
    let environment = Self.environment(repository, keys)
    let run = try StigmerupRun.run(
      Self.publisher, ["init", repository.string, "--keys", keys.string], environment: environment,
      in: folder)
    try #require(run.status == 0, "\(run.errors)")
    server = try BackgroundProcess(
      RealInput.program("until-input-ends").string,
      [RealInput.program("nginx/serve-tls").string, repository.string, "--lifetime", "180"])
    let said = Self.announcement(of: server)
    url = try #require(said["url"], "nginx does not start")
    authorities = try #require(said["ca"])
    log = try #require(said["log"])
  }

  deinit { unplug() }

  /// Ends the server.
  func unplug() { server.finish() }

  private static func announcement(of server: BackgroundProcess) -> [String: String] {
    var said: [String: String] = [:]
    while let line = server.line(), line != "ready" {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { said[String(words[0])] = String(words[1]) }
    }
    return said
  }

  // MARK: publishing

  private static var publisher: FilePath { StigmerupRun.programs.appending("stigmerup-publish") }

  private static func environment(_ repository: FilePath, _ keys: FilePath) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": keys.removingLastComponent().string,
      "STIGMERUP_PUBLISH_REPO": repository.string, "STIGMERUP_PUBLISH_KEYS": keys.string,
    ]
  }

  /// Runs the publisher; its repository and keys are these.
  @discardableResult
  func publisher(_ arguments: String..., mustSucceed: Bool = true) throws -> StigmerupRun {
    try publisher(arguments, mustSucceed: mustSucceed)
  }

  private func publisher(_ arguments: [String], mustSucceed: Bool) throws -> StigmerupRun {
    let run = try StigmerupRun.run(
      Self.publisher, arguments, environment: Self.environment(repository, keys), in: folder)
    if mustSucceed { try #require(run.status == 0, "\(arguments): \(run.errors)") }
    settle()
    return run
  }

  /// Adds a release of these components, and publishes it.
  func publish(
    _ version: String, to channel: String, _ components: [String: FilePath],
    smokeTest: String? = nil
  ) throws {
    var arguments = [
      "release", "add", "--version", version, "--compression", "3", "--platform",
      Machine.platform?.description ?? "",
    ]
    for (name, path) in components.sorted(by: { $0.key < $1.key }) {
      arguments += ["--component", "\(name)=\(path)"]
    }
    if let smokeTest { arguments += ["--smoke-test", smokeTest] }
    _ = try publisher(arguments, mustSucceed: true)
    try publisher("channel", "publish", version, "--to", channel, "-y")
  }

  /// The stand-ins, which behave as stigmer does.
  func publishStandIns(_ version: String, to channel: String) throws {
    try publish(
      version, to: channel,
      [
        "stigmer": RealInput.stigmer(version), "agent-runner": RealInput.smallRunner(version),
      ], smokeTest: "stigmer --help")
  }

  /// A script that tells its version, and small files beside it.
  ///
  /// - Parameter more: Components beside stigmer, each one script.
  func publishScripts(
    _ version: String, to channel: String, files: Int = 0, more: [String] = [],
    smokeTest: String? = nil
  ) throws {
    let place = "a site/built/\(version)/stigmer"
    try scratch.write("\(place)/stigmer", Self.script(version, folder), mode: 0o755)
    for number in 0..<files { try scratch.write("\(place)/data/\(number)", "\(version) \(number)") }
    var components = ["stigmer": scratch.path.appending(place)]
    for name in more {
      let file = "a site/built/\(version)/\(name)"
      components[name] = FilePath(
        try scratch.write(file, Self.script(version, folder), mode: 0o755))
    }
    try publish(version, to: channel, components, smokeTest: smokeTest)
  }

  /// A script beside two megabytes that do not compress.
  ///
  /// - Returns: The name of the object that they became.
  @discardableResult
  func publishBig(_ version: String, to channel: String) throws -> String {
    let place = "a site/built/\(version)/stigmer"
    var generator = SeededGenerator(seed: 3)
    let noise = (0..<(2 << 20)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let before = try names(in: "objects")
    try scratch.write("\(place)/stigmer", Self.script(version, folder), mode: 0o755)
    try Directory(scratch.path.appending(place)).writeFile("noise", noise)
    try publish(version, to: channel, ["stigmer": scratch.path.appending(place)])
    let added = try names(in: "objects").subtracting(before)
    return try #require(try added.first { try bytes("objects/\($0)").count > 1 << 20 })
  }

  /// `works` fails once ``breakPrograms()`` was called: it passed where the release was made.
  private static func script(_ version: String, _ folder: FilePath) -> String {
    """
    #!/bin/sh
    case $1 in
      works) [ ! -e '\(folder)/broken' ] || { echo "libsomething is missing"; exit 9; } ;;
      *) echo "version=\(version)" ;;
    esac
    """
  }

  func breakPrograms() throws { try scratch.write("a site/broken", "") }

  func bootstrap() throws {
    try publisher(
      "bootstrap", "--platform", Machine.platform?.description ?? "", "--program",
      StigmerupRun.programs.string, "--url", url)
  }

  // MARK: the served files

  var files: Directory { get throws { try Directory(repository) } }

  func bytes(_ name: String) throws -> [UInt8] { try files.readFile(name, limit: 1 << 30) }

  func replace(_ name: String, with bytes: [UInt8]) throws {
    try files.removeFile(name)
    try files.writeFile(name, bytes)
    settle()
  }

  /// Gives the timestamp another second than before: nginx takes a file of the same length and second
  /// for the same file, and a test changes it faster than a publisher does.
  func settle() {
    changes += 1
    let arguments = [
      "-d", "@\(1_700_000_000 + changes)", repository.appending("metadata/timestamp.json").string,
    ]
    do {
      let run = try StigmerupRun.run("/usr/bin/touch", arguments, environment: [:], in: folder)
      if run.status != 0 { Issue.record("touch: \(run.errors)") }
    } catch { Issue.record(error) }
  }

  func change(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try bytes(name)
    change(&bytes)
    try replace(name, with: bytes)
  }

  func names(in folder: String) throws -> Set<String> {
    Set(try files.openDirectory(folder).names())
  }

  /// How often each path was asked for.
  func requests() throws -> [String: Int] {
    let path = FilePath(log)
    let bytes = try Directory(path.removingLastComponent())
      .readFile(path.lastComponent?.string ?? "", limit: 64 << 20)
    var counts: [String: Int] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 6 { counts[String(words[6]), default: 0] += 1 }
    }
    return counts
  }
}
