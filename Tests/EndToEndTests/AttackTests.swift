import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// What a server, or a thief of some keys, can try on somebody who has 1.0.0 installed.
@Suite(.enabled(if: Site.isPossible, Site.reason))
struct AttackTests {
  /// 1.0.0 is installed; 1.1.0 is on offer, in `changed` what it brought.
  fileprivate struct Scene {
    let site: Site
    let visitor: Visitor
    private let before: [String: Set<String>]
    private static let folders = ["metadata", "objects", "targets/stable"]

    init(offering: String? = "1.1.0") throws {
      site = try Site()
      try site.publishScripts("1.0.0", to: "stable")
      visitor = try Visitor(site)
      try visitor.initialize(from: site)
      var names: [String: Set<String>] = [:]
      for folder in Self.folders { names[folder] = try site.names(in: folder) }
      before = names
      if let offering { try site.publishScripts(offering, to: "stable") }
    }

    func changed(in folder: String) throws -> [String] {
      try site.names(in: folder).subtracting(before[folder] ?? []).map { "\(folder)/\($0)" }
    }

    /// Puts garbage in place of each of dev's role's files.
    ///
    /// - Returns: What they were.
    func spoilDev() throws -> [String: [UInt8]] {
      var sound: [String: [UInt8]] = [:]
      for name in try site.names(in: "metadata") where name.hasSuffix(".dev.json") {
        sound["metadata/\(name)"] = try site.bytes("metadata/\(name)")
        try site.replace("metadata/\(name)", with: Array("garbage".utf8))
      }
      return sound
    }

    /// New objects whose first byte is `first`: a manifest's brace, or zstd's magic number.
    func objects(beginningWith first: UInt8) throws -> [String] {
      try changed(in: "objects").filter { try site.bytes($0).first == first }
    }
  }

  enum Target: CaseIterable {
    case artifact, manifest, index, channel, snapshot, timestamp

    fileprivate func paths(_ scene: Scene) throws -> [String] {
      switch self {
      case .artifact: try scene.objects(beginningWith: 0x28)
      case .manifest: try scene.objects(beginningWith: UInt8(ascii: "{"))
      case .index: try scene.changed(in: "targets/stable")
      case .channel:
        try scene.changed(in: "metadata").filter { $0.hasSuffix(".stable.json") }
      case .snapshot:
        try scene.changed(in: "metadata").filter { $0.hasSuffix(".snapshot.json") }
      case .timestamp: ["metadata/timestamp.json"]
      }
    }
  }

  private static let page = Array(
    "<!DOCTYPE html><html><body>Please sign in</body></html>".utf8)

  @Test(arguments: Target.allCases)
  func `a flipped byte, a cut file and a web page are refused, and the repaired file works`(
    target: Target
  ) throws {
    let scene = try Scene()
    let paths = try target.paths(scene)
    try #require(!paths.isEmpty)
    let kept = try paths.map { try scene.site.bytes($0) }
    let damages: [(inout [UInt8]) -> Void] = [
      { $0[$0.count / 2] ^= 1 }, { $0.removeLast($0.count / 2) }, { $0 = Self.page },
    ]
    for damage in damages {
      for (path, bytes) in zip(paths, kept) {
        var damaged = bytes
        damage(&damaged)
        try scene.site.replace(path, with: damaged)
      }
      try scene.visitor.expectRefusal(of: "update", keeping: "1.0.0")
    }
    for (path, bytes) in zip(paths, kept) { try scene.site.replace(path, with: bytes) }
    let update = try scene.visitor.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try scene.visitor.version() == "1.1.0")
  }

  @Test func `dev's key cannot bring a release into stable`() throws {
    let scene = try Scene(offering: nil)
    try scene.site.publishScripts("6.6.6", to: "dev")
    try Forger(scene.site).listStableInDev()
    scene.site.settle()
    let update = try scene.visitor.stigmerup("update")
    #expect(update.status == 0, "what dev lists beyond its own is not looked at: \(update.errors)")
    #expect(try scene.visitor.version() == "1.0.0")

    try Forger(scene.site).signStableByDev()
    scene.site.settle()
    try scene.visitor.expectRefusal(of: "update", saying: "stable", keeping: "1.0.0")
    try scene.visitor.expectRefusal(of: "install", "6.6.6", keeping: "1.0.0")
    let verify = try scene.site.publisher("verify", "repo", mustSucceed: false)
    #expect(verify.status != 0, "\(verify)")
  }

  @Test func `a garbage dev fails dev alone`() throws {
    let scene = try Scene(offering: nil)
    try scene.site.publishScripts("1.2.0-dev.1", to: "dev")
    let dev = try scene.visitor.stigmerup("install", "dev")
    #expect(dev.status == 0, "\(dev.errors)")
    try scene.site.publishScripts("1.2.0-dev.2", to: "dev")
    try scene.site.publishScripts("1.1.0", to: "stable")
    let sound = try scene.spoilDev()
    let verify = try scene.site.publisher("verify", "repo", mustSucceed: false)
    #expect(verify.status != 0 && verify.errors.contains("dev.json"), "\(verify)")
    try scene.visitor.expectRefusal(
      of: "update", "dev", saying: ".dev.json' (role dev)", keeping: "1.0.0")
    let both = try scene.visitor.stigmerup("update")
    #expect(both.status == 1 && both.output.contains("stable   1.0.0 -> 1.1.0\n"), "\(both)")
    #expect(both.errors.contains(".dev.json' (role dev)"), "\(both)")
    #expect(try scene.visitor.version() == "1.1.0")
    // The publisher does not sign beside it: it is mended for that, and spoilt again.
    for (name, bytes) in sound { try scene.site.replace(name, with: bytes) }
    try scene.site.publishScripts("1.1.1", to: "stable")
    _ = try scene.spoilDev()
    let stable = try scene.visitor.stigmerup("update", "stable")
    #expect(stable.output.contains("stable   1.1.0 -> 1.1.1\n") && stable.status == 0, "\(stable)")
    #expect(try scene.visitor.version() == "1.1.1")
  }

  @Test func `an expired timestamp stops updates, never programs`() throws {
    let scene = try Scene()
    try Forger(scene.site).expireTimestamp()
    scene.site.settle()
    try scene.visitor.expectRefusal(of: "update", saying: "expired", keeping: "1.0.0")
    try scene.visitor.expectRefusal(of: "check", saying: "expired", keeping: "1.0.0")
    try scene.site.publisher("refresh")
    let update = try scene.visitor.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    #expect(try scene.visitor.version() == "1.1.0")
  }

  @Test func `an older timestamp is refused`() throws {
    let scene = try Scene(offering: nil)
    let old = try scene.site.bytes("metadata/timestamp.json")
    try scene.site.publishScripts("1.1.0", to: "stable")
    let update = try scene.visitor.stigmerup("update")
    #expect(update.status == 0, "\(update.errors)")
    try scene.site.replace("metadata/timestamp.json", with: old)
    try scene.visitor.expectRefusal(of: "update", saying: "timestamp", keeping: "1.1.0")
  }

  @Test func `a repository that is gone stops updates, never programs`() throws {
    let scene = try Scene()
    scene.site.unplug()
    for command in ["update", "check"] {
      try scene.visitor.expectRefusal(of: command, saying: "localhost", keeping: "1.0.0")
    }
    #expect(try scene.visitor.stigmerup("show").status == 0)
    #expect(try scene.visitor.stigmerup("list").output.contains("1.0.0"))
  }

  @Test func `a server whose certificate nobody vouches for is refused`() throws {
    let scene = try Scene()
    scene.visitor.variables["STIGMERUP_CACERT"] = nil
    try scene.visitor.expectRefusal(of: "update", saying: "certificate", keeping: "1.0.0")
  }
}
