import Testing

@testable import Selection

@Suite struct OverrideTableTests {
  @Test func `a line binds one folder, and only that`() throws {
    let table = try #require(OverrideTable(parsing: "/work/app\tbeta\n\n/work/app two\tmine\n"))
    #expect(table.selector(for: "/work/app") == "beta")
    #expect(table.selector(for: "/work/app two") == "mine")
    #expect(table.selector(for: "/work") == nil)
    #expect(table.selector(for: "/work/app/") == nil)
    #expect(table.entries.count == 2)
  }

  @Test func `the last line for a folder wins, and the last tab divides`() throws {
    let table = try #require(OverrideTable(parsing: "/a\tbeta\n/a\tdev\n/b\tc\tstable"))
    #expect(table.selector(for: "/a") == "dev")
    #expect(table.selector(for: "/b\tc") == "stable")
  }

  @Test func `an empty file binds nothing`() {
    #expect(OverrideTable(parsing: "") == .empty)
  }

  @Test(arguments: ["/a beta\n", "a\tbeta\n", "\tbeta\n", "/ok\tbeta\nnonsense\n"])
  func `a line of another form spoils the table`(text: String) {
    #expect(OverrideTable(parsing: ByteString(text)) == nil)
  }
}
