import Model
import Settings
import TestSupport
import Testing

@Suite struct TOMLEditorTests {
  private func setting(
    _ key: String, in table: String, to value: String, of text: String
  ) -> String {
    var editor = TOMLEditor(text)
    editor.set(key, in: table, to: value)
    return editor.text
  }

  private func removing(_ key: String, from table: String, of text: String) -> String {
    var editor = TOMLEditor(text)
    editor.remove(key, from: table)
    return editor.text
  }

  @Test func `comments, order and blank lines survive`() {
    let text = """
      # Our pin.

      [toolchain]
      components = ["stigmer"] # no runner

        channel   =   'stable'   # until "1.5" is out
      # the end
      """
    #expect(
      setting("channel", in: "toolchain", to: "\"beta\"", of: text) == """
        # Our pin.

        [toolchain]
        components = ["stigmer"] # no runner

          channel = "beta"   # until "1.5" is out
        # the end

        """)
  }

  @Test(arguments: [
    ("key = \"a # b\"", "key = 1\n"),
    ("key = \"a # b\" # c", "key = 1 # c\n"),
    ("key = 'a # b\\' # c", "key = 1 # c\n"),
    ("key = \"a \\\" # b\" # c", "key = 1 # c\n"),
    ("key = \"\\\\\"# c", "key = 1# c\n"),
    ("key = \"\"", "key = 1\n"),
    ("\"key\" = 2", "key = 1\n"),
    ("'key'=2#", "key = 1#\n"),
    ("\tkey = 2", "\tkey = 1\n"),
    ("key = \"e\u{301}\" # \u{301}c", "key = 1 # \u{301}c\n"),
    ("key = \"\u{301}\" # c", "key = 1 # c\n"),
  ])
  func `a value is replaced, the comment behind it stays`(line: String, expected: String) {
    #expect(setting("key", in: "", to: "1", of: line) == expected)
  }

  @Test(arguments: [
    "key = [\n  \"a\", # one\n  \"]\", '[',\n] # last\nnext = 2",
    "key = [ [\"a\"],\n[\"b\"]\n] # last\nnext = 2",
    "key = \"\"\"\nkey = 3\n[table]\n# no\\\"\"\" comment\n\"\"\"\" # last\nnext = 2",
    "key = '''\nx\\''' # last\nnext = 2",
    "key = { a = [\n1] } # last\nnext = 2",
  ])
  func `a value over several lines is replaced whole`(text: String) {
    #expect(setting("key", in: "", to: "1", of: text) == "key = 1 # last\nnext = 2\n")
    #expect(removing("key", from: "", of: text) == "next = 2\n")
  }

  @Test func `what stands within a value is no key and no header`() {
    let text = "a = '''\nkey = 2\n[table]\n'''\nb = [\n  \"key = 3\",\n  \"[table]\",\n]\n"
    #expect(setting("key", in: "", to: "1", of: text) == text + "key = 1\n")
    #expect(setting("key", in: "table", to: "1", of: text) == text + "\n[table]\nkey = 1\n")
  }

  @Test func `a file with carriage returns keeps them`() {
    let text = "# pin\r\n[toolchain]\r\nchannel = \"stable\" # x\r\nprofile = \"minimal\"\r\n"
    #expect(
      setting("channel", in: "toolchain", to: "\"beta\"", of: text)
        == "# pin\r\n[toolchain]\r\nchannel = \"beta\" # x\r\nprofile = \"minimal\"\r\n")
    #expect(
      setting("components", in: "toolchain", to: "[]", of: text)
        == text + "components = []\r\n")
    #expect(setting("a", in: "new", to: "1", of: text) == text + "\r\n[new]\r\na = 1\r\n")
    #expect(
      removing("channel", from: "toolchain", of: text)
        == "# pin\r\n[toolchain]\r\nprofile = \"minimal\"\r\n")
  }

  @Test func `a byte order mark stays in its place and hides nothing`() {
    #expect(
      setting("key", in: "t", to: "1", of: "\u{FEFF}[t]\nkey = 2") == "\u{FEFF}[t]\nkey = 1\n")
  }

  @Test(arguments: ["[t]\na = 1", "[t]\na = 1\n", "[t]\na = 1\n\n\n", "[ t ] # x\na = 1\n"])
  func `a new key goes behind the last one of its table`(text: String) throws {
    let edited = setting("b", in: "t", to: "2", of: text + "\n[u]\nc = 3\n")
    let table = try TOMLDocument.parse(Array(edited.utf8), document: "").required("t")
    #expect(try table.members().all.map(\.name) == ["a", "b"])
    #expect(edited.contains("a = 1\nb = 2\n"))
  }

  @Test func `a new key does not come between a header and its comment`() {
    #expect(
      setting("b", in: "t", to: "2", of: "[t]\na = 1\n\n# about u\n[u]\n")
        == "[t]\na = 1\nb = 2\n\n# about u\n[u]\n")
    #expect(
      setting("b", in: "", to: "2", of: "# about u\n[u]\n") == "b = 2\n# about u\n[u]\n")
    #expect(setting("b", in: "", to: "2", of: "# settings\n") == "# settings\nb = 2\n")
  }

  @Test func `a new key does not fall into an array of tables`() {
    #expect(
      setting("b", in: "", to: "2", of: "a = 1\n[[x]]\nb = 3\n")
        == "a = 1\nb = 2\n[[x]]\nb = 3\n")
  }

  @Test(arguments: [("", ""), ("# x", "# x\n\n"), ("a = 1\n\n", "a = 1\n\n")])
  func `a table that is missing is made at the end`(text: String, before: String) {
    #expect(
      setting("channel", in: "toolchain", to: "\"beta\"", of: text)
        == before + "[toolchain]\nchannel = \"beta\"\n")
  }

  @Test func `a quoted header is the same table`() {
    #expect(setting("a", in: "t", to: "1", of: "[\"t\"]\na = 2\n") == "[\"t\"]\na = 1\n")
  }

  @Test func `only the named table's key is meant`() {
    let text = "a = 1\n[t]\na = 2\n[u]\na = 3\n"
    #expect(setting("a", in: "t", to: "9", of: text) == "a = 1\n[t]\na = 9\n[u]\na = 3\n")
    #expect(setting("a", in: "", to: "9", of: text) == "a = 9\n[t]\na = 2\n[u]\na = 3\n")
    #expect(removing("a", from: "u", of: text) == "a = 1\n[t]\na = 2\n[u]\n")
  }

  @Test(arguments: ["", "a = 1\n", "[u]\nkey = 1\n", "# key = 1\n", "key.dotted = 1\n"])
  func `removing a key that is not there changes nothing`(text: String) {
    #expect(removing("key", from: "t", of: text) == text)
    #expect(removing("key", from: "", of: text) == text)
  }

  @Test(arguments: [
    "toolchain.channel = \"stable\"", "toolchain = { channel = \"stable\" }",
    "[toolchain]\n\"chan\\u006Eel\" = \"stable\"",
  ])
  func `a form that the editor does not know becomes an error, never a silent change`(
    text: String
  ) {
    let edited = setting("channel", in: "toolchain", to: "\"beta\"", of: text)
    #expect(throws: FormatError.self) {
      try TOMLDocument.parse(Array(edited.utf8), document: "")
    }
  }

  @Test(arguments: [
    "", "plain", "with \"quotes\"", "back\\slash", "a\nb\tc\rd", "\u{1}\u{1F}\u{7F}",
    "ä ☃ \u{1F600}",
    "e\u{301}", "# no comment", "'single'", "\u{85}\u{2028}",
  ])
  func `a quoted text reads back the same to the byte`(text: String) throws {
    let document = "a = \(TOMLEditor.quoted(text))\nb = \(TOMLEditor.quoted([text, "x"]))\n"
    let root = try TOMLDocument.parse(Array(document.utf8), document: "")
    #expect(try root.required("a").value == .string(text))
    #expect(try root.required("b").value == .array([.string(text), "x"]))
    #expect(document.utf8.split(separator: UInt8(ascii: "\n")).count == 2)
  }

  /// Files made of the forms that the editor promises to understand, edited at random: after every edit the file means what it
  /// did before, but for the one key; and every comment is still there.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `random edits change one key and nothing else`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var file = SampleFile(using: &generator)
    var text = file.text
    for step in 0..<20 {
      let table = ["", "alpha", "beta", "new"].randomElement(using: &generator) ?? ""
      let key = ["one", "two", "three"].randomElement(using: &generator) ?? ""
      let place = table.isEmpty ? key : "\(table).\(key)"
      var editor = TOMLEditor(text)
      if Bool.random(using: &generator) {
        editor.set(key, in: table, to: TOMLEditor.quoted("value # \(step)"))
        file.values[place] = .string("value # \(step)")
      } else {
        editor.remove(key, from: table)
        file.values[place] = nil
      }
      text = editor.text
      #expect(try SampleFile.values(of: text) == file.values, "step \(step) of:\n\(text)")
      #expect(file.remarks.allSatisfy { text.contains($0) })
    }
  }
}
