import Model
import TestSupport
import Testing

@testable import Publisher

@Suite struct BootstrapTableTests {
  private static func entry(
    _ version: String, _ platform: String = "linux-amd64", glibc: String? = nil
  ) throws -> BootstrapTable.Entry {
    BootstrapTable.Entry(
      version: try #require(Version(version)), platform: try #require(Platform(platform)),
      archive: ObjectReference(digest: .sample(version + platform), length: 1000),
      glibc: glibc.flatMap { SystemVersion($0) })
  }

  @Test func `proper releases stand before pre-releases, each the newest first`() throws {
    var table = BootstrapTable()
    for version in ["1.9.0", "2.0.0-beta.1", "1.10.0", "0.1.0"] {
      table.add(try Self.entry(version))
    }
    table.add(try Self.entry("1.10.0", "darwin-arm64"))
    #expect(
      table.entries.map { "\($0.version) \($0.platform)" } == [
        "1.10.0 darwin-arm64", "1.10.0 linux-amd64", "1.9.0 linux-amd64", "0.1.0 linux-amd64",
        "2.0.0-beta.1 linux-amd64",
      ])
    #expect(table.newest(for: PublishedRepository.platform)?.version == Version("1.10.0"))
  }

  @Test func `the same version and platform again takes the earlier one's place`() throws {
    var table = BootstrapTable()
    table.add(try Self.entry("1.0.0"))
    let again = BootstrapTable.Entry(
      version: try #require(Version("1.0.0")), platform: PublishedRepository.platform,
      archive: ObjectReference(digest: .sample("again"), length: 7))
    table.add(again)
    #expect(table.entries == [again])
  }

  @Test func `what is written is read back`() throws {
    var table = BootstrapTable()
    table.repository = "https://releases.example/stigmer"
    table.add(try Self.entry("1.0.0", glibc: "2.34"))
    table.add(try Self.entry("1.0.0", "darwin-arm64"))
    #expect(try BootstrapTable(parsing: table.bytes) == table)
  }

  @Test(arguments: ["", "{}", #"{"format":2,"archives":[]}"#, #"{"format":1,"archives":[{}]}"#])
  func `what is no table is refused`(text: String) {
    #expect(throws: FormatError.self) { try BootstrapTable(parsing: Array(text.utf8)) }
  }

  @Test func `a script gives back the archives that it was rendered with`() throws {
    var table = BootstrapTable()
    table.add(try Self.entry("1.0.0", glibc: "2.34"))
    table.add(try Self.entry("1.1.0+build.5", glibc: "2.36"))
    table.add(try Self.entry("1.0.0", "linux-arm64", glibc: "2.35"))
    table.add(try Self.entry("1.0.0", "darwin-arm64"))
    let script = try InstallScript.render(repository: "https://host/r", table: table)
    let text = String(decoding: script, as: UTF8.self)
    #expect(text.contains("\ndefault_repository='https://host/r'\n"))
    // The newest archive of a platform speaks for it.
    #expect(text.contains("\nglibc_floors='linux-amd64 2.36\nlinux-arm64 2.35'\n"))
    let read = try InstallScript.archives(in: script)
    #expect(read.map(\.archive) == table.entries.map(\.archive))
    #expect(read.map(\.version) == table.entries.map(\.version))
    #expect(read.map(\.platform) == table.entries.map(\.platform))
  }

  @Test func `a quote in the location does not end the shell's string`() throws {
    let script = try InstallScript.render(
      repository: "file:///srv/it's here, https://mirror.example", table: BootstrapTable())
    #expect(
      String(decoding: script, as: UTF8.self).contains(
        "\ndefault_repository='file:///srv/it'\\''s here, https://mirror.example'\n"))
  }

  @Test(arguments: ["http://example.org", "ftp://x", "relative", "/folder\nrm -rf"])
  func `what is no location is refused`(text: String) {
    #expect(throws: (any Error).self) {
      try InstallScript.render(repository: text, table: BootstrapTable())
    }
  }

  @Test(arguments: [
    "", "'@REPOSITORY@''@GLIBC@'", "'@REPOSITORY@''@ARCHIVES@''@ARCHIVES@''@GLIBC@'",
  ])
  func `a template without its placeholders is refused`(template: String) {
    #expect(throws: InstallScriptError.self) {
      try InstallScript.render(repository: nil, table: BootstrapTable(), template: template)
    }
  }

  @Test(arguments: [
    ("echo hello\n", InstallScriptError.noTable), ("archives='1.0.0 x", .noTable),
    ("archives='@ARCHIVES@'\n", .isTemplate),
    (
      "archives='1.0.0 linux-amd64 abc 5'\n",
      .badRow("1.0.0 linux-amd64 abc 5")
    ),
  ])
  func `a script without a sound table is told`(text: String, error: InstallScriptError) {
    #expect(throws: error) { try InstallScript.archives(in: Array(text.utf8)) }
  }
}
