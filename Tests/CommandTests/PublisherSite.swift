import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A release engineer's machine: a repository, its keys, and small built programs; `stigmerup-publish` as it was built.
final class PublisherSite {
  let scratch: StigmerupScratch
  var variables: [String: String] = [:]

  /// - Parameter initialized: Whether `init` ran.
  init(initialized: Bool = true) throws {
    scratch = try StigmerupScratch()
    try scratch.folder("home")
    if initialized { try succeed("init", repo.string, "--keys", keys.string) }
  }

  var repo: FilePath { scratch.path.appending("repo") }
  var keys: FilePath { scratch.path.appending("keys") }

  var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": scratch.path.appending("home").string,
      "STIGMERUP_PUBLISH_REPO": repo.string, "STIGMERUP_PUBLISH_KEYS": keys.string,
    ].merging(variables) { _, own in own }
  }

  static let program = StigmerupRun.programs.appending("stigmerup-publish")
  static let platform = Machine.platform?.description ?? "linux-amd64"
  /// One that is never this machine's.
  static let otherPlatform = "darwin-arm64"

  func run(_ arguments: String...) throws -> StigmerupRun { try run(arguments) }

  func run(_ arguments: [String]) throws -> StigmerupRun {
    try StigmerupRun.run(
      Self.program, arguments, environment: environment, in: scratch.path)
  }

  @discardableResult
  func succeed(_ arguments: String...) throws -> StigmerupRun {
    let run = try run(arguments)
    try #require(run.status == 0, "stigmerup-publish \(arguments): \(run.errors)")
    return run
  }

  /// Expects a failure that says exactly this, and leaves repository and keys as they were.
  func expectRefusal(
    _ arguments: [String], error: String, hint: String? = nil, status: Int32 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try state()
    let run = try run(arguments)
    let expected = "error: \(error)\n" + (hint.map { "hint: \($0)\n" } ?? "")
    let said = run.errors.split(separator: "\n").filter { !$0.hasPrefix("packing ") }
      .map { "\($0)\n" }.joined()
    #expect(said == expected, sourceLocation: sourceLocation)
    #expect(run.status == status, sourceLocation: sourceLocation)
    #expect(try state() == before, sourceLocation: sourceLocation)
  }

  /// A small program; what it says depends on `text` alone.
  @discardableResult
  func build(_ name: String, _ text: String, script: String = "") throws -> String {
    try scratch.write(
      "built/\(text)/\(name)", "#!/bin/sh\n\(script)\necho \"\(name) \(text)\"\n", mode: 0o755
    ).string
  }

  func add(
    _ version: String, components: [String] = ["stigmer", "agent-runner"], _ more: String...
  )
    throws
  {
    var arguments = ["release", "add", "--version", version, "--platform", Self.platform]
    for name in components { arguments += ["--component", "\(name)=\(try build(name, version))"] }
    let run = try run(arguments + more)
    try #require(run.status == 0, "\(arguments): \(run.errors)")
  }

  func publish(_ version: String, to channel: String) throws {
    try add(version)
    try succeed("channel", "publish", version, "--to", channel, "-y")
  }

  /// Everything of the repository and the keys that another run would find; of the lock, nothing.
  func state() throws -> [String] {
    let entries = try scratch.snapshot(".")
    return entries.filter { entry in
      (entry.hasPrefix("repo") || entry.hasPrefix("keys")) && !entry.hasPrefix("repo/.lock ")
        && entry != "repo/.staging/" && !entry.hasPrefix("repo/.drafts/")
        || entry.hasSuffix(".json")
    }
  }

  func index(of channel: ChannelName) throws -> ChannelIndex {
    let metadata = try Directory(repo.appending("metadata"))
    let versions = try metadata.names().compactMap { name -> Int? in
      name.hasSuffix(".\(channel).json") ? Int(name.dropLast(".\(channel).json".count)) : nil
    }
    let role = try Field(
      parsing: try metadata.readFile("\(versions.max() ?? 0).\(channel).json", limit: 1 << 20),
      document: "the role")
    let digest = try role.required("signed").required("targets")
      .required(channel.indexTarget).required("hashes").required("sha256").string()
    let bytes = try Directory(repo).readFile(
      "targets/\(channel)/\(digest).index.json", limit: 1 << 20)
    return try ChannelIndex(parsing: bytes, of: channel)
  }

  /// Replaces one byte in the middle of a file of the repository.
  func damage(_ name: String) throws {
    let folder = try Directory(repo)
    var bytes = try folder.readFile(name, limit: 64 << 20)
    bytes[bytes.count / 2] ^= 1
    try folder.removeFile(name)
    try folder.writeFile(name, bytes)
  }
}
