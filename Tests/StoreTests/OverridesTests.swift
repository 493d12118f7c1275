import Host
import Selection
import Store
import TestSupport
import Testing

@Suite struct OverridesTests {
  @Test func `overrides are set, replaced, removed, and kept in byte order`() throws {
    var overrides = Overrides(parsing: [])
    for (directory, selector) in [("/b", "1.4"), ("/a", "beta"), ("/b", "dev"), ("/Z", "mine")] {
      try overrides.set(directory, to: selector)
    }
    #expect(overrides.bytes == Array("/Z\tmine\n/a\tbeta\n/b\tdev\n".utf8))
    let wasThere = [overrides.remove("/a"), overrides.remove("/a")]
    #expect(wasThere == [true, false])
    #expect(overrides.entries.map(\.directory) == ["/Z", "/b"])
  }

  @Test func `folders that only look alike are two`() throws {
    var overrides = Overrides(parsing: [])
    try overrides.set("/\u{E9}", to: "1.4")
    try overrides.set("/e\u{301}", to: "1.5")
    #expect(overrides.entries.count == 2)
    overrides.remove("/e\u{301}")
    #expect(overrides.entries.map(\.selector) == ["1.4"])
  }

  @Test func `a home keeps them, and selection reads the same`() throws {
    let sample = try SampleHome()
    var overrides = try sample.home.overrides()
    for directory in ["/srv/a", "/srv/with\ttab", "/srv/with space", "/srv/\u{301}ä"] {
      try overrides.set(directory, to: "1.4")
    }
    try sample.writer().save(overrides)
    #expect(try sample.home.overrides() == overrides)
    let bytes = try sample.home.root.readFile("overrides", limit: 1000)
    let table = try #require(OverrideTable(parsing: ByteString(bytes)))
    #expect(table.entries.map(\.directory.description) == overrides.entries.map(\.directory))
    #expect(table.entries.map(\.selector.description) == overrides.entries.map(\.selector))
  }

  @Test(arguments: ["/a\nb", "relative", ""])
  func `a folder whose line would spoil the file is refused`(directory: String) throws {
    var overrides = Overrides(parsing: Array("/kept\t1.4\n".utf8))
    #expect(throws: StoreError.unwritableOverride(directory: directory)) {
      try overrides.set(directory, to: "1.4")
    }
    #expect(overrides.entries.map(\.directory) == ["/kept"])
  }

  @Test func `lines of another form are left out`() {
    let overrides = Overrides(parsing: Array("/a\t1.4\nno tab\nrelative\tx\n\n/b\tbeta".utf8))
    #expect(overrides.entries.map(\.directory) == ["/a", "/b"])
  }

  @Test func `what selection could not read is not written`() throws {
    var overrides = Overrides(parsing: [])
    let error = #expect(throws: StoreError.self) {
      for number in 0... {
        try overrides.set("/\(number)/\(String(repeating: "x", count: 1000))", to: "1.4")
      }
    }
    #expect(error == .tooManyOverrides(limit: Overrides.longestFile))
    #expect(Overrides.longestFile == longestSmallFile)
  }
}
