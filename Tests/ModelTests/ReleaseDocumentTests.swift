import Model
import Testing

private let zeros = String(repeating: "0", count: 64)
private let ones = String(repeating: "1", count: 64)

struct ChannelIndexTests {
  private func index(_ changes: [(String, JSON?)] = [], of channel: ChannelName = .beta) throws
    -> ChannelIndex
  {
    var members = JSON.Members()
    members["format"] = 1
    members["channel"] = "beta"
    members["current"] = "1.5.0-beta.2"
    members["releases"] = [Self.entry("1.5.0-beta.2"), Self.entry("1.4.2")]
    members["x-unknown"] = [1]
    for (name, value) in changes { members[name] = value }
    return try ChannelIndex(parsing: JSON.object(members).compact, of: channel)
  }

  private static func entry(_ version: String, _ changes: [(String, JSON?)] = []) -> JSON {
    var members = JSON.Members()
    members["version"] = .string(version)
    members["manifest"] = ["sha256": .string(zeros), "length": 100]
    members["published"] = "2026-01-01T00:00:00Z"
    members["sizes"] = ["linux-amd64": 5, "plan9-mips": 7]
    for (name, value) in changes { members[name] = value }
    return .object(members)
  }

  @Test func `is read, unknown members and platforms aside, and written back`() throws {
    let index = try index()
    #expect(index.current == Version("1.5.0-beta.2"))
    #expect(index.currentEntry?.manifest.path == "objects/\(zeros)")
    #expect(index.releases[1].sizes.count == 1)
    #expect(try ChannelIndex(parsing: index.bytes, of: .beta) == index)
  }

  @Test func `an index of another channel is refused`() {
    let error = #expect(throws: FormatError.self) { _ = try index(of: .stable) }
    #expect(error?.message.contains("'channel' names another") == true)
  }

  private static let broken: [(String, JSON?)] = [
    ("format", 2), ("format", nil), ("channel", nil), ("current", "9.9.9"), ("current", "v1.4.2"),
    ("releases", nil), ("releases", [entry("1.4.2"), entry("1.4.2")]),
    ("releases", [entry("1.5.0-beta.2", [("manifest", nil)])]),
    ("releases", [entry("1.5.0-beta.2", [("published", "today")])]),
    ("releases", [entry("1.5.0-beta.2", [("yanked", [:])])]),
    ("releases", [entry("1.5.0-beta.2", [("sizes", ["linux-amd64": -1])])]),
    ("releases", .array((0...50).map { entry("1.5.\($0)") } + [entry("1.5.0-beta.2")])),
    ("older", ["sha256": .string(zeros), "length": .integer(1 << 40)]),
  ]

  @Test(arguments: broken)
  func `a broken index is refused`(name: String, value: JSON?) {
    #expect(throws: FormatError.self) { _ = try index([(name, value)]) }
  }

  @Test func `an empty channel has no current release`() throws {
    let index = try index([("current", nil), ("releases", [])])
    #expect(index.current == nil)
    #expect(index.currentEntry == nil)
    #expect(try ChannelIndex(parsing: ChannelIndex(channel: .dev).bytes, of: .dev).releases.isEmpty)
  }

  @Test func `a yanked release keeps its reason`() throws {
    let yanked = Self.entry("1.5.0-beta.2", [("yanked", ["reason": "broken"])])
    #expect(try index([("releases", [yanked])]).currentEntry?.yanked == "broken")
  }

  @Test func `a list of older releases is read and written`() throws {
    let index = try index()
    let list = ReleaseList(releases: index.releases, older: index.releases[0].manifest)
    #expect(try ReleaseList(parsing: list.bytes) == list)
  }
}

struct ManifestTests {
  private static func artifact(_ changes: [(String, JSON?)] = []) -> JSON {
    var members = JSON.Members()
    members["artifact"] = ["sha256": .string(zeros), "length": 30]
    members["frames"] = [
      ["length": 10, "sha256": .string(zeros)], ["length": 20, "sha256": .string(ones)],
    ]
    members["archive-length"] = .integer((4 << 20) + 1)
    members["unpacked-length"] = 5
    members["files"] = ["sha256": .string(ones), "length": 7]
    members["executables"] = ["stigmer": "bin/stigmer"]
    members["requires"] = ["glibc": "2.35"]
    for (name, value) in changes { members[name] = value }
    return .object(members)
  }

  private static func component(_ artifact: JSON = artifact()) -> JSON {
    ["profile": "minimal", "platforms": ["linux-amd64": artifact, "plan9-mips": 1]]
  }

  private func manifest(_ changes: [(String, JSON?)] = []) throws -> Manifest {
    var members = JSON.Members()
    members["format"] = 1
    members["product"] = "stigmer"
    members["version"] = "1.4.2"
    members["components"] = ["stigmer": Self.component()]
    members["smoke-tests"] = [["stigmer", "version"]]
    for (name, value) in changes { members[name] = value }
    return try Manifest(parsing: JSON.object(members).compact)
  }

  @Test func `is read and written back`() throws {
    let manifest = try manifest([
      ("commit", "abc"), ("date", "2026-01-01T00:00:00Z"), ("notes", "https://x/"),
      ("minimum-stigmerup", "1.0.0"), ("state-version", 3), ("x-unknown", true),
    ])
    #expect(try Manifest(parsing: manifest.bytes) == manifest)
    let linux = try #require(Platform("linux-amd64"))
    #expect(manifest.platforms == [linux])
    #expect(manifest.components(of: .minimal, on: linux) == [.stigmer])
    #expect(manifest.downloadLength(of: [.stigmer, .agentRunner], on: linux) == 30)
  }

  private static let broken: [(String, JSON?)] = [
    ("format", 2), ("product", "other"), ("version", "1.4"), ("components", nil),
    ("components", ["../x": component()]), ("components", ["-x": component()]),
    ("components", ["a\u{0}": component()]),
    ("smoke-tests", [[]]), ("smoke-tests", [["/bin/sh"]]), ("smoke-tests", [["-c"]]),
    ("state-version", -1), ("minimum-stigmerup", "new"),
    ("components", ["a": ["profile": "huge", "platforms": [:]]]),
    ("components", ["a": component(), "b": component()]),
    (
      "components", ["a": component(artifact([("executables", ["stigmerup": "bin/stigmerup"])]))]
    ),
  ]

  @Test(arguments: broken)
  func `a broken manifest is refused`(name: String, value: JSON?) {
    #expect(throws: FormatError.self) { _ = try manifest([(name, value)]) }
  }

  private static let brokenArtifacts: [(String, JSON?)] = [
    ("artifact", nil), ("artifact", ["sha256": "00", "length": 30]),
    ("artifact", ["sha256": .string(zeros), "length": 31]),
    ("artifact", ["sha256": .string(zeros), "length": -1]), ("frames", []),
    ("frames", [["length": 30, "sha256": .string(zeros)]]),
    (
      "frames",
      [["length": 0, "sha256": .string(zeros)], ["length": 30, "sha256": .string(zeros)]]
    ),
    ("archive-length", 0), ("archive-length", .integer((8 << 20) + 1)), ("files", nil),
    ("executables", ["-x": "bin/x"]), ("executables", ["a/b": "bin/x"]),
    ("executables", ["x": "../x"]), ("executables", ["x": "/x"]), ("executables", ["x": ""]),
    ("requires", ["glibc": "new"]),
  ]

  @Test(arguments: brokenArtifacts)
  func `a broken artifact is refused`(name: String, value: JSON?) {
    #expect(throws: FormatError.self) {
      _ = try manifest([
        ("components", ["a": Self.component(Self.artifact([(name, value)]))])
      ])
    }
  }

  @Test func `only the manager's release may bring the manager`() throws {
    let own = Self.component(Self.artifact([("executables", ["stigmerup": "stigmerup"])]))
    #expect(
      try manifest([
        ("product", "stigmerup"), ("components", ["stigmerup": own]), ("smoke-tests", nil),
      ]).product == .stigmerup)
  }
}

struct FileListTests {
  private func list(_ entries: String) throws -> FileList {
    try FileList(parsing: Array(#"{"format": 1, "entries": [\#(entries)]}"#.utf8))
  }

  @Test func `is read and written back`() throws {
    let list = try list(
      """
      {"path": "a"}, {"path": "a/b", "length": 5, "sha256": "\(zeros)", "executable": true},
      {"path": "a/c", "link": "b"}, {"path": "d", "length": 7, "sha256": "\(ones)"}
      """)
    #expect(list.contentLength == 12)
    #expect(try FileList(parsing: list.bytes) == list)
    #expect(FileList(list.entries.reversed()) == list)
  }

  @Test(arguments: [
    #"{"path": "b"}, {"path": "a"}"#, #"{"path": "a"}, {"path": "a"}"#, #"{"path": "../a"}"#,
    #"{"path": "/a"}"#, #"{"path": "a", "sha256": "00", "length": 1}"#,
    #"{"path": "a", "sha256": "\#(zeros)"}"#, #"{"path": "a", "link": 1}"#, "1", "{}",
  ])
  func `a broken list is refused`(entries: String) {
    #expect(throws: FormatError.self) { _ = try list(entries) }
  }
}
