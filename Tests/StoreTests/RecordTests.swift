import Model
import Store
import TestSupport
import Testing

@Suite struct RecordTests {
  private let time = Instant(seconds: 1_800_000_000)

  @Test func `a release's record reads back`() throws {
    let (release, _) = try SampleHome.release(
      "1.5.0-beta.2+b.7", components: [.agentRunner, .stigmer], channel: .beta)
    let record = ToolchainRecord(kind: .release(release), installed: time)
    #expect(try ToolchainRecord(parsing: record.bytes, path: "x") == record)
  }

  @Test(arguments: [nil, "/home/ann/stigmer/bin"])
  func `a linked build's record reads back`(folder: String?) throws {
    let record = ToolchainRecord(
      kind: .linked(.init(name: "mein \"Bau\" ä", folder: folder)), installed: time)
    #expect(try ToolchainRecord(parsing: record.bytes, path: "x") == record)
  }

  @Test(arguments: [
    "", "[]", "{}", "{\"schema\":1,\"kind\":\"release\"}",
    "{\"installed\":\"2026-01-31T12:00:00Z\",\"kind\":\"other\"}",
    "{\"installed\":\"2026-01-31T12:00:00Z\",\"kind\":\"linked\"}",
    "{\"installed\":\"yesterday\",\"kind\":\"linked\",\"name\":\"x\"}",
  ])
  func `a record of another form is refused by its file's name`(text: String) throws {
    let error = #expect(throws: FormatError.self) {
      try ToolchainRecord(parsing: Array(text.utf8), path: "trees/x/toolchain.json")
    }
    #expect(error?.document == "'trees/x/toolchain.json'")
  }

  @Test func `a receipt reads back`() throws {
    let receipt = Receipt(
      version: try SampleHome.parsed("1.2.3"), installed: time, shellFiles: ["/a b", "/ä"])
    #expect(try Receipt(parsing: receipt.bytes, path: "x") == receipt)
  }

  @Test func `a tree's name is made of both digests`() throws {
    let identifier = TreeIdentifier(manifest: .sample("m"), componentNames: .sample("c"))
    #expect(
      identifier.text
        == "\(Digest.sample("m").hex.prefix(32))-\(Digest.sample("c").hex.prefix(8))")
    #expect(TreeIdentifier(identifier.text) == identifier)
    #expect(identifier.isMade(from: .sample("m")))
    #expect(!identifier.isMade(from: .sample("c")))
  }

  @Test func `component names are sorted before they are hashed`() {
    #expect(
      TreeIdentifier.nameBytes(of: [.stigmer, .agentRunner])
        == Array("agent-runner\nstigmer".utf8))
    #expect(TreeIdentifier.nameBytes(of: []) == [])
  }

  @Test(arguments: [
    "", "-", "x", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef-",
    "0123456789abcdef0123456789abcdef-0123456", "0123456789ABCDEF0123456789ABCDEF-01234567",
    "0123456789abcdef0123456789abcdef-01234567-", "../456789abcdef0123456789abcdef-01234567",
  ])
  func `anything else is no tree's name`(text: String) {
    #expect(TreeIdentifier(text) == nil)
  }

  @Test(arguments: [
    StoreError.noHomeVariable, .relativeHome("x"), .relativeUserHome("x"),
    .notInstalledHere(home: "/h"),
    .ownedByAnother(home: "/h", owner: 5), .writableByOthers(home: "/h"),
    .damaged(file: "/f", problem: "torn"), .unwritableOverride(directory: "/a\nb"),
  ])
  func `every refusal says what to do next`(error: StoreError) {
    #expect(error.hint != nil)
    #expect(!error.message.hasSuffix("."))
    #expect(!error.message.contains("\n"))
  }
}
