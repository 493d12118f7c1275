import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// What a mirror, or a thief of some keys, can try with stigmerup itself.
@Suite(.enabled(if: Site.isPossible, Site.reason))
struct ManagerAttackTests {
  private let site: Site
  private let visitor: Visitor

  /// 1.0.0 and stigmerup 0.1.0 are installed.
  init() throws {
    site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    try site.publishManager("0.1.0")
    visitor = try Visitor(site)
    try visitor.initialize(from: site)
  }

  @Test func `an old state of the repository does not bring an old stigmerup back`() throws {
    let folders = ["metadata", "targets/stigmerup"]
    var old: [String: [UInt8]] = [:]
    for folder in folders {
      for name in try site.names(in: folder) {
        old["\(folder)/\(name)"] = try site.bytes("\(folder)/\(name)")
      }
    }
    try site.publishManager("0.1.1")
    try expect("0.1.1", after: "self", "update")
    // All that was served before, at once.
    for folder in folders {
      for name in try site.names(in: folder) {
        let path = "\(folder)/\(name)"
        if let bytes = old[path] {
          try site.replace(path, with: bytes)
        } else {
          try site.files.removeFile(path)
        }
      }
    }
    try expectRefusal(saying: "is version ", "was trusted before", keeping: "0.1.1")
  }

  @Test func `an old index in place of the new one is refused`() throws {
    let folder = "targets/stigmerup"
    let before = try site.names(in: folder)
    try site.publishManager("0.1.1")
    let old = try site.bytes("\(folder)/\(try #require(before.sorted().last))")
    for name in try site.names(in: folder).subtracting(before) {
      try site.replace("\(folder)/\(name)", with: old)
    }
    try expectRefusal(saying: "stigmerup/", "lists", keeping: "0.1.0")
  }

  @Test func `an archive with another digest is refused`() throws {
    let before = try site.names(in: "objects")
    try site.publishManager("0.1.1")
    for name in try site.names(in: "objects").subtracting(before) {
      guard try site.bytes("objects/\(name)").first == 0x28 else { continue }
      try site.change("objects/\(name)") { $0[$0.count / 2] ^= 1 }
    }
    try expectRefusal(saying: "", keeping: "0.1.0")
  }

  @Test func `stigmerup's key cannot sign for stable, nor stable's for stigmerup`() throws {
    try site.publishManager("0.1.1")
    try expect("0.1.1", after: "self", "update")
    let forger = try Forger(site)
    try forger.list(.stable, in: .stigmerup)
    try forger.list(.stigmerup, in: .stable)
    site.settle()
    let update = try visitor.stigmerup("update")
    #expect(
      update.status == 0, "what they list beyond their own is not looked at: \(update.errors)")
    #expect(update.output == "stable   1.0.0 (unchanged)\n")

    try forger.sign(.stigmerup, by: .stable)
    site.settle()
    try expectRefusal(
      saying: ".stigmerup.json' (role stigmerup)", "a key of role 'stable' and not of this one",
      keeping: "0.1.1")
    // stable itself goes on.
    let stable = try visitor.stigmerup("update", "stable", "--no-self-update")
    #expect(stable.output == "stable   1.0.0 (unchanged)\n" && stable.status == 0)
  }

  @Test func `stable signed by stigmerup's key is refused, and stigmerup itself goes on`() throws {
    try site.publishManager("0.1.1")
    try Forger(site).sign(.stable, by: .stigmerup)
    site.settle()
    let update = try visitor.stigmerup("update")
    #expect(update.status == 1 && update.output == "stigmerup  0.1.0 -> 0.1.1\n", "\(update)")
    #expect(
      update.errors.contains(".stable.json' (role stable)")
        && update.errors.contains("a key of role 'stigmerup' and not of this one"), "\(update)")
    #expect(try visitor.version() == "1.0.0")
  }

  @Test func `a lower version is taken when the present one is yanked, and not for less`() throws {
    try site.publishManager("0.1.1")
    try expect("0.1.1", after: "self", "update")
    let forger = try Forger(site)
    try forger.change(.stigmerup) { $0.current = Version("0.1.0") }
    site.settle()
    let left = try visitor.stigmerup("self", "update")
    #expect(left.output == "stigmerup  0.1.1 (unchanged)\n" && left.status == 0, "\(left)")
    try forger.change(.stigmerup) { index in
      for place in index.releases.indices where index.releases[place].version == Version("0.1.1") {
        index.releases[place].yanked = "it loses settings"
      }
    }
    site.settle()
    let down = try visitor.stigmerup("update")
    #expect(down.output.hasSuffix("\nstigmerup  0.1.1 -> 0.1.0\n") && down.status == 0, "\(down)")
    try expect("0.1.0", after: "self", "update")
  }

  // MARK: a dev release under a version of stable's

  @Test func `a dev release that calls itself 1.4.2 never serves stable nor a pin of 1.4.2`() throws
  {
    try site.publishScripts("1.4.2", to: "dev")
    let dev = try visitor.stigmerup("install", "1.4.2", "--from", "dev")
    #expect(dev.status == 0, "\(dev.errors)")
    try visitor.scratch.write(
      "a visitor/stigmer-toolchain.toml", "[toolchain]\nchannel = \"1.4.2\"\n")
    // stable has none: nothing runs in its place.
    try expectNothingRuns(saying: "no release matches '1.4.2' in 'stable'")
    // stable has another: the one that is here is not taken for it.
    let forger = try Forger(site)
    let stable = try site.manifest(of: "1.0.0")
    let text = String(decoding: stable, as: UTF8.self)
      .replacing("\"version\":\"1.0.0\"", with: "\"version\":\"1.4.2\"")
    let object = try forger.put(object: Array(text.utf8))
    try forger.change(.stable) { index in
      var entry = index.releases[0]
      entry.version = Version("1.4.2") ?? entry.version
      entry.manifest = object
      index.releases.insert(entry, at: 0)
      index.current = entry.version
    }
    site.settle()
    try expectNothingRuns(
      saying: "1.4.2 is installed already with other bytes: 'dev' signed ", "now 'stable' signs ")
    try visitor.scratch.directory.openDirectory("a visitor").removeFile("stigmer-toolchain.toml")
    let update = try visitor.stigmerup("update", "stable")
    #expect(update.status == 1 && update.errors.contains("'dev' signed "), "\(update)")
    #expect(try visitor.version() == "1.0.0")
  }

  private func expectNothingRuns(
    saying texts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for arguments in [["env"], ["+1.4.2", "env"]] {
      let run = try StigmerupRun.run(
        visitor.home.appending("bin/stigmer"), arguments, environment: visitor.variables,
        in: visitor.userHome)
      #expect(run.output == "" && run.status == 1, "\(run)", sourceLocation: sourceLocation)
      for text in texts {
        #expect(run.errors.contains(text), "\(run.errors)", sourceLocation: sourceLocation)
      }
    }
  }

  // MARK: helpers

  /// Runs the command, which must succeed; then stigmerup is `version`.
  private func expect(
    _ version: String, after arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let run = try StigmerupRun.run(
      visitor.home.appending("bin/stigmerup"), arguments, environment: visitor.variables,
      in: visitor.userHome)
    #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
    let said = try visitor.stigmerup("--version").output
    #expect(said == "stigmerup \(version)\n", sourceLocation: sourceLocation)
  }

  /// One error of `self update`; the manager here stays, works, and starts what it started before.
  private func expectRefusal(
    saying texts: String..., keeping version: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try visitor.names(in: "self")
    let run = try visitor.stigmerup("self", "update")
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.status == 1 && run.output == "", "\(run)", sourceLocation: sourceLocation)
    for text in texts {
      #expect(
        text.isEmpty || run.errors.contains(text), "\(run.errors)", sourceLocation: sourceLocation)
    }
    #expect(try visitor.names(in: "self") == before, sourceLocation: sourceLocation)
    #expect(try visitor.names(in: "staging").isEmpty, sourceLocation: sourceLocation)
    let said = try visitor.stigmerup("--version").output
    #expect(said == "stigmerup \(version)\n", sourceLocation: sourceLocation)
    #expect(try visitor.version() == "1.0.0", sourceLocation: sourceLocation)
  }
}
