import CPosix
import Testing

@testable import Selection

/// A pin with a lock: exactly those bytes, as long as a channel that the pin may ask signs them.
@Suite struct LockResolutionTests {
  private let test: TestHome

  init() throws {
    test = try TestHome()
    try test.install("1.4.2", "a")
    try test.install("1.4.3", "b")
    try test.sign("stable", "1.4.2", "a")
    try test.sign("stable", "1.4.3", "b")
    try test.follow("stable", at: "1.4.3")
  }

  private func lock(_ version: String, _ digit: Character, pin: String) throws {
    try test.pin("project", pin)
    try test.write(
      "project/stigmer-toolchain.lock",
      "schema = 1\nversion = \"\(version)\"\nmanifest = \"\(TestHome.digest(digit))\"\n[artifacts]\n"
    )
  }

  private var file: ByteString { test.bytes("project/stigmer-toolchain.lock") }
  private var pin: Reason { .pin(file: test.bytes("project/stigmer-toolchain.toml")) }

  private func tree() throws -> ByteString {
    try test.circumstances().launch().toolchain.place.relativePath
  }

  private func cause() -> HandOver.Cause? {
    do throws(HandOver) {
      _ = try test.circumstances().launch()
      return nil
    } catch {
      #expect(error.reason == pin)
      return error.cause
    }
  }

  private func version(_ text: String) throws -> VersionName {
    try #require(VersionName(ByteString(text)))
  }

  @Test(arguments: ["stable", "latest", "1", "1.4", "1.4.2"])
  func `the lock replaces the selector`(pin: String) throws {
    try lock("1.4.2", "a", pin: pin)
    #expect(try tree() == ByteString("trees/\(TestHome.tree("a"))"))
    #expect(try test.circumstances().launch().toolchain.version == version("1.4.2"))
  }

  @Test func `the decision says the pin, what it selects, and the lock`() throws {
    try lock("1.4.2", "a", pin: "1.4")
    let partial = try #require(PartialVersion("1.4"))
    let release = LockedRelease(
      version: try version("1.4.2"), manifest: ByteString(TestHome.digest("a")))
    #expect(
      try test.circumstances().decide()
        == Decision(choice: .locked(release, within: .partial(partial), file: file), reason: pin))
  }

  @Test func `what beats a pin beats its lock`() throws {
    try lock("1.4.2", "a", pin: "1.4")
    let plus = try test.circumstances(argument: "+1.4.3").launch()
    #expect(plus.toolchain.version == (try version("1.4.3")))
    try test.write("home/overrides", "\(test.path("project"))\t1.4.3\n")
    #expect(try test.circumstances().launch().toolchain.version == version("1.4.3"))
  }

  @Test func `a lock of a version that its pin does not select is handed over`() throws {
    for (pin, locked) in [("1.5", "1.4.2"), ("1.4.3", "1.4.2"), ("2", "1.4.2")] {
      try lock(locked, "a", pin: pin)
      let selector = try #require(ToolchainSelector(ByteString(pin)))
      #expect(cause() == .lockDiffers(file: file, try version(locked), selector))
    }
    // A partial version never selects a pre-release.
    try lock("1.4.0-beta.1", "a", pin: "1.4")
    #expect(
      cause()
        == .lockDiffers(
          file: file, try version("1.4.0-beta.1"), try #require(ToolchainSelector("1.4"))))
  }

  @Test func `what is not here is handed over`() throws {
    try lock("1.4.9", "a", pin: "1.4")
    #expect(cause() == .notInstalled(.version(try version("1.4.9"))))
  }

  @Test func `other bytes than those locked never run`() throws {
    // Here, and signed, but not what the lock says.
    try lock("1.4.2", "b", pin: "1.4")
    #expect(cause() == .notLockedBytes(try version("1.4.2")))
    // Here as locked, and the channel signs others now.
    try lock("1.4.2", "a", pin: "1.4")
    try test.sign("stable", "1.4.2", "c")
    #expect(cause() == .notLockedBytes(try version("1.4.2")))
  }

  @Test func `the whole digest counts, not only what is in the tree's name`() throws {
    try lock("1.4.2", "a", pin: "1.4")
    try test.link(
      "home/signed/stable/1.4.2",
      to: String(repeating: "a", count: 63) + "b")
    #expect(cause() == .notLockedBytes(try version("1.4.2")))
  }

  @Test func `a lock adds no trust`() throws {
    // Signed by dev alone, which this home does not follow.
    try test.install("1.4.4", "d")
    try test.sign("dev", "1.4.4", "d")
    try lock("1.4.4", "d", pin: "1.4")
    #expect(cause() == .notSigned(try version("1.4.4")))
    try test.follow("dev", at: "1.4.4")
    #expect(try tree() == ByteString("trees/\(TestHome.tree("d"))"))
    // A pin to stable is asked of stable alone, and one to dev of dev, followed or not.
    try lock("1.4.4", "d", pin: "stable")
    #expect(cause() == .notSigned(try version("1.4.4")))
    unlink(test.path("home/channels/dev"))
    try lock("1.4.4", "d", pin: "dev")
    #expect(try tree() == ByteString("trees/\(TestHome.tree("d"))"))
    // stable has its own word on the version: dev's does not count any more.
    try test.follow("dev", at: "1.4.4")
    try test.sign("stable", "1.4.4", "e")
    try lock("1.4.4", "d", pin: "1.4")
    #expect(cause() == .notLockedBytes(try version("1.4.4")))
  }

  @Test func `a day and a commit are locked to a dev release`() throws {
    let name = "1.5.1-dev.202611231200+gabc1234"
    try test.install(name, "d")
    try test.sign("dev", name, "d")
    for pin in ["dev-2026-11-23", "dev@abc1234"] {
      try lock(name, "d", pin: pin)
      #expect(try tree() == ByteString("trees/\(TestHome.tree("d"))"))
    }
    for (pin, isBuild) in [
      ("dev@abc12345", false), ("dev@bc12345", false), ("dev@abc1234", true),
    ] {
      let selector = try #require(ToolchainSelector(ByteString(pin)))
      #expect(selector.admits(try version(name)) == isBuild, "\(pin)")
      #expect(!selector.admits(try version("1.5.1-gabc1234")))
    }
    #expect(!ToolchainSelector.linked("mine").admits(try version(name)))
  }

  @Test func `a lock that cannot be read is handed over, and names the line`() throws {
    try lock("1.4.2", "a", pin: "1.4")
    try test.write("project/stigmer-toolchain.lock", "schema = 1\nversion = \"1.4\"\n")
    #expect(cause() == .oddLock(file: file, LockProblem(.notAVersion, line: 2)))
    try test.link("project/stigmer-toolchain.lock", to: "nowhere")
    #expect(cause() == .oddLock(file: file, LockProblem(.link)))
  }

  @Test func `a lock at the root of the file system lies beside its pin`() throws {
    let partial = try #require(ToolchainSelector("1.4"))
    let decision = try Decision(partial, pinnedBy: "/stigmer-toolchain.toml")
    #expect(
      decision
        == Decision(choice: .selector(partial), reason: .pin(file: "/stigmer-toolchain.toml")))
  }
}
