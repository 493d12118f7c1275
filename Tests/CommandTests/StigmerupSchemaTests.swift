import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// What the programs write is what `docs/reference/schemas/` says, member by member.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupSchemaTests {
  private let repository: StigmerupRepository

  /// A release in each of two channels, one of them here; a linked build; an override; something newer.
  init() throws {
    repository = try StigmerupRepository.usual()
    try repository.publish(
      "1.0.1", to: "stable", smokeTest: "stigmer works",
      folders: ["agent-runner": try repository.runnerFolder()])
    try repository.initialize()
    try repository.person.scratch.write("build/stigmer", "#!/bin/sh\n", mode: 0o755)
    let build = repository.person.scratch.path.appending("build").string
    for arguments in [["link", "mine", build], ["override", "set", "stable"]] {
      try #require(try stigmerup(arguments).status == 0)
    }
  }

  private func stigmerup(_ arguments: [String]) throws -> StigmerupRun {
    try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project)
  }

  private func check(_ document: [UInt8], _ schema: String) throws {
    let folder = try Directory(
      FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent().appending("docs/reference/schemas"))
    let validator = try SchemaValidator(
      try folder.readFile("\(schema).schema.json", limit: 1 << 20))
    #expect(try validator.problems(of: document) == [], "\(schema)")
  }

  static let answers: [(schema: String, command: [String])] = [
    ("show", ["show", "--json"]), ("list", ["list", "--json"]),
    ("list-available", ["list", "--available", "--json"]), ("check", ["check", "--json"]),
    ("which", ["which", "stigmer", "--json"]), ("verify", ["verify", "--all", "--json"]),
    ("override-list", ["override", "list", "--json"]),
    ("show-trust", ["show", "trust", "--json"]), ("history", ["history", "--json"]),
    ("gc", ["gc", "--dry-run", "--json"]), ("settings-list", ["settings", "list", "--json"]),
  ]

  @Test(arguments: answers)
  func `an answer in JSON is as its schema says`(schema: String, command: [String]) throws {
    let run = try stigmerup(command)
    #expect(run.status == 0, "\(run.errors)")
    try check(Array(run.output.utf8), schema)
  }

  @Test func `answers about what is missing, newer, damaged or unknown are too`() throws {
    try repository.publish("1.2.0", to: "stable")
    let newer = try stigmerup(["check", "--json", "stable", "beta", "9.9"])
    #expect(newer.status == 1)
    try check(Array(newer.output.utf8), "check")
    let home = try Directory(repository.person.home)
    try home.openDirectory("toolchains/1.0.1/components/stigmer").removeFile("stigmer")
    try repository.person.scratch.write(
      "home/toolchains/1.0.1/files/agent-runner.json.zst", "x")
    let damaged = try stigmerup(["verify", "--json", "1.0.1", "mine", "7.7.7"])
    try check(Array(damaged.output.utf8), "verify")
    let toolchains = try damaged.json().required("toolchains").elements(limit: 9)
    #expect(
      try toolchains.map { try $0.required("state").string() } == ["damaged", "failed", "failed"])
    let mended = try stigmerup(["verify", "--json", "--repair"])
    try check(Array(mended.output.utf8), "verify")
    #expect(mended.status == 0, "\(mended.errors)")
    try home.removeFile("default")
    try check(Array(try stigmerup(["show", "--json"]).output.utf8), "show")
    let refused = try stigmerup(["verify", "--json", "--all", "--repair"])
    try check(Array(refused.output.utf8), "verify")
  }

  @Test func `answers about locks, holds and waiting are too`() throws {
    try #require(try stigmerup(["pin", "1.0.1", "--lock"]).status == 0)
    for (schema, command) in [
      ("pin-check", ["pin", "--check", "--json"]), ("show", ["show", "--json"]),
      ("which", ["which", "stigmer", "--json"]),
    ] { try check(Array(try stigmerup(command).output.utf8), schema) }
    try repository.publish("1.2.0", to: "stable")
    try #require(try stigmerup(["update", "--no-self-update"]).status == 0)
    try #require(try stigmerup(["rollback", "stable", "-y"]).status == 0)
    try #require(try stigmerup(["settings", "set", "min-release-age", "24h"]).status == 0)
    for (schema, command) in [
      ("list", ["list", "--json"]), ("check", ["check", "--json"]),
      ("history", ["history", "stable", "--json"]),
      ("settings-list", ["show", "settings", "--json"]),
    ] { try check(Array(try stigmerup(command).output.utf8), schema) }
  }

  @Test func `what lies in a home is as its schemas say`() throws {
    let home = try Directory(repository.person.home)
    let version = try #require(try home.readLink("self/current"))
    for (file, schema) in [
      ("self/\(version)/receipt.json", "receipt"),
      ("toolchains/1.0.1/toolchain.json", "toolchain"),
      ("linked/mine/toolchain.json", "toolchain"),
      ("toolchains/1.0.1/manifest.json", "manifest"),
      ("trust/index/stable.json", "channel-index"),
    ] {
      try check(try home.readFile(file, limit: 4 << 20), schema)
    }
  }

  @Test(.enabled(if: Self.hasUnpacker, "needs zstd"))
  func `lists of files are as their schema says`() throws {
    for component in ["stigmer", "agent-runner"] {
      let run = try StigmerupRun.run(
        "/usr/bin/zstd",
        ["-dc", "\(repository.person.home)/toolchains/1.0.1/files/\(component).json.zst"],
        environment: [:], in: "/")
      try check(Array(run.output.utf8), "file-list")
    }
  }

  private static let hasUnpacker =
    ((try? Directory("/usr/bin").status("zstd", followingLinks: true)) ?? nil) != nil

  @Test func `what is served is as its schemas say`() throws {
    let files = try Directory(repository.path)
    for channel in ["stable", "beta"] {
      for name in try files.openDirectory("targets/\(channel)").names() {
        try check(
          try files.readFile("targets/\(channel)/\(name)", limit: 4 << 20), "channel-index")
      }
    }
    let manifests = try files.openDirectory("objects").names().filter { name in
      try files.readFile("objects/\(name)", limit: 1 << 20).starts(with: Array("{".utf8))
    }
    #expect(manifests.count == 3)
    for name in manifests {
      try check(try files.readFile("objects/\(name)", limit: 1 << 20), "manifest")
    }
  }

  @Test(arguments: [
    (#"{"schema":2,"toolchains":[]}"#, "$.schema: should be"),
    (#"{"schema":1}"#, "$: lacks"),
    (#"{"schema":1,"toolchains":[{"name":"x"}]}"#, "$.toolchains[0]: lacks"),
    (#"{"schema":1,"toolchains":[],"more":1}"#, "$.more: the schema does not name it"),
    (#"{"schema":1,"toolchains":{}}"#, "$.toolchains: should be of type array"),
    (
      #"{"schema":1,"toolchains":[{"name":"x","state":"fine"}]}"#,
      "$.toolchains[0].state: should be one of"
    ),
    (
      #"{"schema":1,"toolchains":[{"name":"x","state":"whole","manifest":"A"}]}"#,
      "$.toolchains[0].manifest: should match"
    ),
  ])
  func `a document that is not as the schema says is found out`(
    document: String, problem: String
  ) throws {
    let folder = try Directory(
      FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent().appending("docs/reference/schemas"))
    let validator = try SchemaValidator(try folder.readFile("verify.schema.json", limit: 1 << 20))
    let problems = try validator.problems(of: Array(document.utf8))
    #expect(problems.contains { $0.hasPrefix(problem) }, "\(problems)")
  }
}
