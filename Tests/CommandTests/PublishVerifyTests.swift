import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// What `verify` says of a role whose key somebody else has.
@Suite struct PublishVerifyTests {
  private let site: PublisherSite

  init() throws {
    site = try PublisherSite()
    try site.publish("1.0.0", to: "stable")
  }

  @Test func `a garbage dev.json fails, naming role and path, and the other channels are checked`()
    throws
  {
    let metadata = try Directory(site.repo.appending("metadata"))
    try metadata.removeFile("1.dev.json")
    try metadata.writeFile("1.dev.json", Array("garbage\n".utf8))
    let run = try site.run("verify")
    #expect(run.status == 1)
    #expect(run.errors.contains("error: channel 'dev': '1.dev.json' (role dev) "))
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error:") } == 1)
    #expect(run.output.contains("stable:     current 1.0.0"))
  }

  @Test func `an entry of dev under stable fails, naming role, path and target`() throws {
    try resignDev { document in
      document.targets["stable/index.json"] = TargetFile(bytes: [1, 2, 3])
    }
    let run = try site.run("verify")
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "error: channel 'dev': 'stable/index.json' stands in '2.dev.json' (role dev), which may sign "
          + "'dev/*' alone: no client takes it\n"))
    #expect(run.errors.contains("docs/publishing/compromise-drill.md"))
  }

  @Test func `what expires soon is a warning`() throws {
    try resignDev { $0.expires = Instant(seconds: 4_102_444_800) }
    #expect(try site.run("verify").errors == "")
    let soon = try site.run("role", "show", "timestamp", "--json").json()
      .required("roles").elements()[0].required("expires").instant().adding(days: -4)
    try resignDev { $0.expires = soon }
    let run = try site.run("verify")
    #expect(run.errors == "warning: role 'dev' expires at \(soon)\n" && run.status == 0)
    let json = try site.run("verify", "--json").json().required("expiring").elements()
    #expect(try json.map { try $0.required("role").string() } == ["dev"])
  }

  /// As whoever has dev's key, and gets those of snapshot and timestamp to list it, would.
  private func resignDev(_ change: (inout Targets) -> Void) throws {
    let metadata = try Directory(site.repo.appending("metadata"))
    let names = try metadata.names()
    let newest = { (role: String) in
      names.compactMap { name in
        name.hasSuffix(".\(role).json") ? Int(name.dropLast(".\(role).json".count)) : nil
      }.max() ?? 0
    }
    let (dev, shot) = ("\(newest("dev")).dev.json", "\(newest("snapshot")).snapshot.json")
    var document = try Signed<Targets>(
      parsing: try metadata.readFile(dev, limit: 1 << 20), path: dev
    ).content
    change(&document)
    document.version += 1
    let bytes = try Signed(document, by: [signer("dev")]).bytes
    try metadata.writeFile("\(document.version).dev.json", bytes)
    var snapshot = try Signed<Snapshot>(
      parsing: try metadata.readFile(shot, limit: 1 << 20), path: shot
    ).content
    snapshot.version += 1
    snapshot.meta["dev"] = MetaFile(version: document.version, bytes: bytes)
    let listed = try Signed(snapshot, by: [signer("snapshot")]).bytes
    try metadata.writeFile("\(snapshot.version).snapshot.json", listed)
    var timestamp = try Signed<Timestamp>(
      parsing: try metadata.readFile("timestamp.json", limit: 1 << 20), path: "timestamp.json"
    ).content
    timestamp.version += 1
    timestamp.snapshot = MetaFile(version: snapshot.version, bytes: listed)
    try metadata.removeFile("timestamp.json")
    try metadata.writeFile(
      "timestamp.json", try Signed(timestamp, by: [signer("timestamp")]).bytes)
  }

  private func signer(_ role: String) throws -> SecretKey {
    try SecretKey(pem: try Directory(site.keys).readFile("\(role).pem", limit: 1 << 16))
  }
}
