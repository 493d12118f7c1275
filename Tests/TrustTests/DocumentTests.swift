import Model
import TestSupport
import Testing
import Trust

struct DocumentTests {
  @Test func `a root made by python-tuf verifies with all three schemes`() throws {
    let root = try Signed<Root>(parsing: PythonRoot.bytes, path: "root.json")
    let authority = try #require(root.content.authority(for: .root))
    #expect(authority.threshold == 3)
    #expect(Set(authority.keys.values.compactMap(\.scheme)) == Set(KeyScheme.allCases))
    #expect(root.validSigners(of: authority).count == 3)
    try root.check(by: authority, path: "root.json")
    #expect(root.content.expires == Instant("2030-01-02T03:04:05Z"))
  }

  @Test func `unknown members are kept at every depth`() throws {
    let text = """
      {"_type": "targets", "spec_version": "1.0", "version": 3, "expires": "2030-01-01T00:00:00Z",
       "x1": [1, null],
       "targets": {"t": {"length": 1, "hashes": {"sha256": "\(Digest.sha256(of: "").hex)", "h": "x"},
         "custom": {"c": 1}, "x2": {}}},
       "delegations": {"x3": 1, "keys": {}, "roles": [
         {"name": "a", "keyids": [], "threshold": 1, "terminating": false, "paths": [], "x4": 1},
         {"name": "b", "keyids": [], "threshold": 2, "terminating": true,
          "path_hash_prefixes": ["0"], "x5": 1}]}}
      """
    let field = try Field(parsing: Array(text.utf8), document: "a test")
    #expect(try Targets(signed: field).json == field.value)
  }

  @Test func `succinct roles are kept with their unknown members`() throws {
    let text = """
      {"_type": "targets", "spec_version": "1.0", "version": 3, "expires": "2030-01-01T00:00:00Z",
       "targets": {}, "delegations": {"keys": {}, "succinct_roles":
         {"keyids": [], "threshold": 1, "bit_length": 8, "name_prefix": "bin", "x": 1}}}
      """
    let field = try Field(parsing: Array(text.utf8), document: "a test")
    #expect(try Targets(signed: field).json == field.value)
  }

  @Test func `timestamp and snapshot keep what they do not know`() throws {
    let header =
      #""spec_version": "1.0.31", "version": 1, "expires": "2030-01-01T00:00:00Z", "x": 1"#
    let timestamp = try Field(
      parsing: Array(
        #"{"_type": "timestamp", \#(header), "meta": {"snapshot.json": {"version": 1, "y": 2}, "z.json": 3}}"#
          .utf8), document: "a test")
    #expect(try Timestamp(signed: timestamp).json == timestamp.value)
    let snapshot = try Field(
      parsing: Array(
        #"{"_type": "snapshot", \#(header), "meta": {"a.json": {"version": 1, "y": 2}, "odd": [], ".json": 1}}"#
          .utf8), document: "a test")
    let parsed = try Snapshot(signed: snapshot)
    #expect(parsed.json == snapshot.value)
    #expect(parsed.meta["a"]?.version == 1)
    #expect(parsed.meta.files.count == 1)
  }

  @Test func `what was built is read back the same`() throws {
    let repository = try RepositorySimulator(keyCount: 2, threshold: 2)
    try repository.delegate(to: "stable", paths: ["stable/*"], isTerminating: true)
    repository.addTarget("x", "content")
    let targets = try #require(repository.targets[.targets])
    let bytes = try repository.sign(targets, .targets)
    let read = try Signed<Targets>(parsing: bytes, path: "targets.json")
    #expect(read.content == targets)
    #expect(read.bytes == bytes)
    let root = try Signed<Root>(
      parsing: try repository.sign(repository.root, .root), path: "root.json")
    #expect(root.content == repository.root)
  }

  @Test func `two spellings of one accented name are two targets`() throws {
    let file = #"{"length": 0, "hashes": {"sha256": "\#(Digest.sha256(of: "").hex)"}}"#
    let text = """
      {"_type": "targets", "spec_version": "1.0", "version": 1, "expires": "2030-01-01T00:00:00Z",
       "targets": {"\u{e9}": \(file), "e\u{301}": \(file)}}
      """
    let targets = try Targets(signed: Field(parsing: Array(text.utf8), document: "a test"))
    #expect(targets.targets.count == 2)
    #expect(TargetPath("\u{e9}") != TargetPath("e\u{301}"))
    #expect(Set([RoleName("\u{e9}"), RoleName("e\u{301}")]).count == 2)
  }

  @Test(arguments: ["1.0", "1.0.0", "1.0.31", "1.9.9", "1.99"])
  func `every TUF 1 is understood`(version: String) throws {
    #expect(try timestamp(["spec_version": .string(version)]).version == 1)
  }

  @Test(arguments: ["", "1", "2.0.0", "0.9", "1.", "1.0.0.0", "1.x", "10.0", "1.-1", "v1.0"])
  func `another TUF is refused with a word about it`(version: String) throws {
    let error = #expect(throws: FormatError.self) {
      _ = try timestamp(["spec_version": .string(version)])
    }
    #expect(error?.message.contains("should be a version of TUF 1") == true)
  }

  private static let malformed: [(String, JSON)] = [
    ("_type", "snapshot"), ("_type", 1), ("version", 0), ("version", -1),
    ("version", "1"), ("version", true), ("expires", "2030-01-01"),
    ("expires", "2030-02-30T00:00:00Z"), ("expires", "2030-01-01T00:00:00.0Z"), ("meta", []),
    ("meta", [:]), ("meta", ["snapshot.json": ["version": 0]]),
    ("meta", ["snapshot.json": ["version": 1, "length": -1]]),
    ("meta", ["snapshot.json": ["version": 1, "hashes": [:]]]),
    ("meta", ["snapshot.json": ["version": 1, "hashes": ["sha256": "AB"]]]),
  ]

  @Test(arguments: malformed)
  func `a malformed member refuses the document`(name: String, value: JSON) {
    #expect(throws: FormatError.self) { _ = try timestamp([name: value]) }
  }

  private func timestamp(_ changes: [String: JSON]) throws -> Timestamp {
    var members = JSON.Members()
    members["_type"] = "timestamp"
    members["spec_version"] = "1.0.0"
    members["version"] = 1
    members["expires"] = "2030-01-01T00:00:00Z"
    members["meta"] = ["snapshot.json": ["version": 1]]
    for (name, value) in changes { members[name] = value }
    return try Timestamp(signed: Field(document: "a test", path: "", value: .object(members)))
  }

  private static let role =
    #""name": "a", "keyids": [], "threshold": 1, "terminating": false, "paths": []"#

  @Test(arguments: [
    #"{"keys": {}}"#, #"{"roles": []}"#, #"{"keys": [], "roles": []}"#,
    #"{"keys": {}, "roles": [], "succinct_roles": {}}"#,
    #"{"keys": {}, "roles": [{\#(role)}, {\#(role)}]}"#,
    #"{"keys": {}, "roles": [{\#(role), "path_hash_prefixes": []}]}"#,
    #"{"keys": {}, "roles": [{"name": "a", "keyids": [], "threshold": 1, "terminating": false}]}"#,
    #"{"keys": {}, "roles": [{"name": "", "keyids": [], "threshold": 1, "terminating": false, "paths": []}]}"#,
    #"{"keys": {}, "roles": [{"name": "root", "keyids": [], "threshold": 1, "terminating": false, "paths": []}]}"#,
    #"{"keys": {}, "roles": [{"name": "a", "keyids": [], "threshold": 0, "terminating": false, "paths": []}]}"#,
    #"{"keys": {}, "roles": [{"name": "a", "keyids": [1], "threshold": 1, "terminating": false, "paths": []}]}"#,
    #"{"keys": {}, "succinct_roles": {"keyids": [], "threshold": 1, "bit_length": 33, "name_prefix": "b"}}"#,
    #"{"keys": {}, "succinct_roles": {"keyids": [], "threshold": 1, "bit_length": 0, "name_prefix": "b"}}"#,
  ])
  func `a malformed delegation refuses the document`(delegations: String) throws {
    let text = """
      {"_type": "targets", "spec_version": "1.0", "version": 1, "expires": "2030-01-01T00:00:00Z",
       "targets": {}, "delegations": \(delegations)}
      """
    #expect(throws: FormatError.self) {
      _ = try Targets(signed: Field(parsing: Array(text.utf8), document: "a test"))
    }
  }

  @Test(arguments: [
    #"{"signed": {}}"#, #"{"signatures": []}"#, #"{"signed": 1, "signatures": []}"#, "null", "",
    #"{"signed": {}, "signatures": {}}"#,
  ])
  func `a file without its two parts is refused`(text: String) {
    let error = #expect(throws: TrustError.self) {
      _ = try Signed<Timestamp>(parsing: Array(text.utf8), path: "timestamp.json")
    }
    #expect(error?.message.hasPrefix("'timestamp.json' (role timestamp) cannot be used: ") == true)
  }

  @Test(arguments: [#"{"keyid": "a"}"#, #"{"sig": ""}"#, #"{"keyid": 1, "sig": ""}"#, "1"])
  func `a signature without its members refuses the file`(signature: String) throws {
    let signed = try RootSample.json
    let text = #"{"signatures": [\#(signature)], "signed": "#
    #expect(throws: TrustError.self) {
      _ = try Signed<Root>(
        parsing: Array(text.utf8) + signed.compact + [UInt8(ascii: "}")], path: "root.json")
    }
  }
}
