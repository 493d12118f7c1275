import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A team with a lock, and a repository that does not stand still: what is locked is what runs, or an error says why not.
@Suite(.enabled(if: Site.isPossible, Site.reason))
struct LockTests {
  private let site: Site
  private let member: Visitor

  init() throws {
    site = try Site()
    try site.publishScripts("1.0.0", to: "stable")
    member = try Visitor(site)
    try member.initialize(from: site)
    let run = try member.stigmerup("pin", "stable", "--lock")
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Somebody with a fresh home, who cloned the project.
  private func colleague() throws -> Visitor {
    let colleague = try Visitor(site)
    try colleague.initialize(from: site, "--no-install")
    for name in ["stigmer-toolchain.toml", "stigmer-toolchain.lock"] {
      let text = try member.scratch.text(of: "a visitor/\(name)")
      try colleague.scratch.write("a visitor/\(name)", text)
    }
    return colleague
  }

  private func changeStable(_ change: (inout ChannelIndex) -> Void) throws {
    try Forger(site).changeStable(change)
    site.settle()
  }

  private func manifest(_ visitor: Visitor) throws -> String {
    let run = try visitor.stigmerup("list", "--json")
    let toolchains = try run.json().required("toolchains").elements(limit: 9)
    let locked = try toolchains.first { try $0.required("version").string() == "1.0.0" }
    return try #require(locked).required("manifest").string()
  }

  @Test func `after the channel moved on, a fresh home installs exactly what is locked`() throws {
    for number in 1...3 { try site.publishScripts("1.\(number).0", to: "stable") }
    let colleague = try colleague()
    let run = try colleague.stigmerup("install", "--locked")
    #expect(run.output == "installed 1.0.0 (stigmer)\n" && run.status == 0, "\(run.errors)")
    #expect(try colleague.version() == "1.0.0")
    #expect(try manifest(colleague) == manifest(member))
    #expect(try colleague.stigmerup("pin", "--check").status == 0)
    let again = try colleague.stigmerup("install", "--locked")
    #expect(again.output == "1.0.0 is installed already\n" && again.status == 0)
  }

  @Test func `a yanked release that is locked works, with a warning, where nobody denies it`()
    throws
  {
    try site.publishScripts("1.1.0", to: "stable")
    try changeStable { index in
      for number in index.releases.indices where index.releases[number].version.minor == 0 {
        index.releases[number].yanked = "it eats data"
      }
    }
    let warning = "warning: 1.0.0 is yanked: it eats data\n"
    let denied = try colleague().stigmerup("install", "--locked", "--deny-yanked")
    #expect(denied.errors.contains("error: 1.0.0 is yanked: it eats data\nhint: "))
    #expect(denied.output == "" && denied.status == 1)
    let told = try colleague().stigmerup("install", "--locked")
    #expect(told.errors.contains(warning) && told.status == 0, "\(told.errors)")
    #expect(told.output.hasPrefix("installed 1.0.0 (stigmer)\n"))
    let shim = try colleague()
    let run = try shim.stigmer("x")
    #expect(run.errors.contains(warning) && run.output == "version=1.0.0\n", "\(run)")
    // Present or not: whoever denies it asks the repository.
    let present = try member.stigmerup("install", "--locked", "--deny-yanked")
    #expect(present.errors.contains("error: 1.0.0 is yanked") && present.status == 1)
    #expect(try member.stigmerup("pin", "--update", "1.0.0").errors == warning)
    let update = try member.stigmerup("pin", "--update")
    #expect(update.output == "~/stigmer-toolchain.lock locks 1.1.0 now (was 1.0.0)\n")
  }

  @Test func `other bytes under a locked version are an error, never taken`() throws {
    try site.publishScripts("1.1.0", to: "stable")
    let locked = try manifest(member)
    var served = ""
    try changeStable { index in
      // The same name for other bytes: what an attacker with the key would do, and a careless publisher.
      guard let other = index.releases.first(where: { $0.version.minor == 1 })?.manifest else {
        return
      }
      for number in index.releases.indices { index.releases[number].manifest = other }
      served = other.digest.hex
    }
    let colleague = try colleague()
    let file = "\(colleague.userHome)/stigmer-toolchain.lock"
    let error = """
      error: channel 'stable' lists other bytes as 1.0.0 than '\(file)' locks: \
      \(served.prefix(12))…, and locked is \(locked.prefix(12))…
      hint: nothing was changed; ask the publisher which is right, and only then: stigmerup pin --update

      """
    for run in [try colleague.stigmerup("install", "--locked"), try colleague.stigmer("x")] {
      #expect(run.errors.hasSuffix(error), "\(run.errors)")
      #expect(run.output == "" && run.status == 1)
    }
    #expect(try colleague.stigmerup("list").output == "")
    // What is installed runs, until a refresh has brought the channel's new word.
    #expect(try member.version() == "1.0.0")
  }

  @Test func `a locked version that is listed no more is an error`() throws {
    try site.publishScripts("1.1.0", to: "stable")
    try changeStable { index in index.releases.removeAll { $0.version.minor == 0 } }
    let colleague = try colleague()
    let run = try colleague.stigmerup("install", "--locked")
    #expect(
      run.errors.contains(
        "error: the repository lists no 1.0.0 in 'stable' any more, and "
          + "'\(colleague.userHome)/stigmer-toolchain.lock' locks it\n"), "\(run.errors)")
    #expect(run.output == "" && run.status == 1)
    #expect(try colleague.stigmer("x").status == 1)
    #expect(try member.version() == "1.0.0")
  }

  @Test func `ten shells that lack what is locked ask the server once`() throws {
    let colleague = try colleague()
    let before = try site.requests()
    let run = try colleague.shell(
      """
      for number in 1 2 3 4 5 6 7 8 9 10; do
        ("\(colleague.home)/bin/stigmer" x >"out.$number" 2>"err.$number"; echo $? >"status.$number") &
      done
      wait
      cat out.* status.*
      cat err.* >&2
      """)
    let lines = run.output.split(separator: "\n")
    #expect(lines.filter { $0 == "version=1.0.0" }.count == 10, "\(run)")
    #expect(lines.filter { $0 == "0" }.count == 10, "\(run)")
    let installing = run.errors.split(separator: "\n").filter { $0.hasPrefix("installing ") }
    #expect(installing.count == 1, "\(run.errors)")
    for (path, count) in try site.requests() where count != before[path] ?? 0 {
      let isProbe = path.hasSuffix(".root.json")
      #expect(isProbe || count - (before[path] ?? 0) == 1, "\(path): \(count)")
    }
    #expect(try colleague.names(in: "staging").isEmpty)
  }
}
