import Model
import Settings
import Testing

@Suite struct TOMLDocumentTests {
  private func parse(_ text: String) throws -> Field {
    try TOMLDocument.parse(Array(text.utf8), document: "/x/file.toml")
  }

  @Test func `tables, texts, numbers, flags and arrays become fields`() throws {
    let root = try parse(
      """
      # a comment
      text = "a # b"   # behind
      literal = 'C:\\x'
      number = 0x10
      flag = true
      list = ["a",
        'b', # comment
      ]
      dotted.key = "d"
      [table]
      inner = { deep = -1 }
      """)
    #expect(try root.required("text").string() == "a # b")
    #expect(try root.required("literal").string() == "C:\\x")
    #expect(try root.required("number").integer(in: 0...100) == 16)
    #expect(try root.required("flag").boolean())
    #expect(try root.required("list").elements().map { try $0.string() } == ["a", "b"])
    #expect(try root.required("dotted").required("key").string() == "d")
    let deep = try root.required("table").required("inner").required("deep")
    #expect(deep.value == -1)
    #expect(deep.path == "table.inner.deep")
    #expect(deep.document == "/x/file.toml")
  }

  @Test(arguments: ["", "\n\n", "# only a comment", "\u{FEFF}"])
  func `a file without content is an empty object`(text: String) throws {
    #expect(try parse(text).members().all.isEmpty)
  }

  @Test(arguments: [
    ("a = 1\nb = \n", 2),
    ("a = \"x\n", 1),
    ("a = 1\n\n\na = 2\n", 4),
    ("[t]\n[u]\n[t]\n", 3),
    ("[t]\nx = 1\n[t.x]\n", 3),
    ("a = 1\r\nb = 2 3\r\n", 2),
    ("a = [1,\n2", 2),
    ("= 1", 1),
    ("a", 1),
    // The C++ parser would end the program at these.
    ("[=", 1), ("[[ ]]", 1), ("x = [\n}\n]", 2), ("a = 1\n[", 2), ("x = {y = ]}", 1),
    (String(repeating: "a.", count: 30_000) + "a = 1", 1),
    (String(repeating: "a = [\n", count: 1) + String(repeating: "[", count: 20_000), 2),
  ])
  func `what is not TOML is refused with its line`(text: String, line: Int) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.document == "/x/file.toml")
    #expect(error?.problem.hasPrefix("line \(line): ") == true, "\(error?.problem ?? "")")
  }

  @Test(arguments: ["a = 1\u{0}", "\u{0}", "a = \"x\u{0}y\"", "# \u{0}"])
  func `a NUL byte is refused`(text: String) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.problem == "it holds a NUL byte")
  }

  @Test(arguments: [
    "a = \"beta\\u0000x\"", "a = \"beta\\U00000000\"", "a = \"\"\"\nx\\u0000\"\"\"",
    "\"a\\u0000b\" = 1",
  ])
  func `an escaped NUL, which C++ would take for the end, is refused`(text: String) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.problem.hasSuffix(": it holds a NUL byte") == true)
  }

  @Test func `such digits in a literal string or a comment are no NUL`() throws {
    #expect(try parse("a = '\\u0000' # \\u0000").required("a").string() == "\\u0000")
  }

  @Test func `an escaped backslash before such digits is no NUL`() throws {
    #expect(try parse("a = \"\\\\u0000\"").required("a").string() == "\\u0000")
  }

  @Test(arguments: [[0xFF], [0x61, 0x3D, 0x22, 0xC3, 0x22], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) throws {
    let error = #expect(throws: FormatError.self) {
      try TOMLDocument.parse(bytes, document: "a pin")
    }
    #expect(error?.message == "a pin cannot be used: not UTF-8 text")
  }

  @Test(arguments: [
    ("x = 1.5", "x"), ("x = 1e3", "x"), ("x = inf", "x"), ("x = nan", "x"),
    ("[t]\nx = 1.5", "t.x"), ("x = [\"a\", 1.0]", "x.1"),
  ])
  func `fractions are refused with their key`(text: String, path: String) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.path == path)
    #expect(error?.problem == "should be text, a whole number, true or false")
  }

  @Test(arguments: [
    ("[t]\nx = 2026-01-31", 2), ("x = 12:00:00", 1), ("x = 2026-01-31T12:00:00Z", 1),
    ("x = 1979-05-27tx", 1),
  ])
  func `dates are refused with their line`(text: String, line: Int) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(
      error?.problem == "line \(line): a value should be text, a whole number, true or false")
  }

  @Test func `a number too large for any machine is refused`() throws {
    #expect(throws: FormatError.self) { try parse("x = 99999999999999999999") }
  }

  @Test func `deep nesting is refused, not followed to the end of the stack`() throws {
    let text = "x = " + String(repeating: "[", count: 30_000)
    #expect(throws: FormatError.self) { try parse(text) }
  }
}
