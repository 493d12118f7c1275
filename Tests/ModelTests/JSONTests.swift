import Model
import Testing

private func parsed(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

struct JSONParsingTests {
  private static let good: [(String, JSON)] = [
    ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-1", -1),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e9""#, "\u{e9}"), (#""\ud83c\udf89""#, "🎉"), (#""\uD83C\uDF89""#, "🎉"),
    (#""\u0000""#, "\u{0}"), ("\"\u{7f}\"", "\u{7f}"), ("[]", []), ("[ 1 , 2 ]", [1, 2]),
    ("{}", [:]), ("\t{ \"b\" : 1 ,\r\n\"a\": [ { } ] }", ["a": [[:]], "b": 1]),
  ]

  @Test(arguments: good)
  func `is read`(text: String, value: JSON) throws { #expect(try parsed(text) == value) }

  @Test(arguments: [
    "", " ", "nul", "True", "01", "-", "-0", "+1", "1.0", "1e5", "1E5", "9223372036854775808",
    "NaN", "Infinity", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"",
    "\"\\ud83c\"", "\"\\ud83cx\"", "\"\\ud83c\\u0041\"", "\"\\udf89\"", "\"\n\"", "\"\u{1}\"",
    "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}",
    "{a:1}", "{1:1}", "{\"a\" 1}", "1 2", "{} x", "'a'", "// x\n1", "\u{feff}1", "[1]]",
  ])
  func `is refused`(text: String) {
    #expect(throws: JSONError.self) { _ = try parsed(text) }
  }

  @Test(
    arguments: [
      [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xe9, 0x22], [0x00], [0x31, 0x00],
    ] as [[UInt8]])
  func `bytes that are no UTF-8 text are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { _ = try JSON(parsing: bytes) }
  }

  @Test(arguments: [
    #"{"a": 1, "a": 1}"#, #"{"a": 1, "b": 2, "\u0061": 3}"#, #"[{"x": {"y": 1, "y": 2}}]"#,
  ])
  func `a name that stands twice is refused`(text: String) {
    let error = #expect(throws: JSONError.self) { _ = try parsed(text) }
    #expect(error?.problem.contains("stands twice") == true)
  }

  @Test func `two spellings of an accented name are two names`() throws {
    guard case .object(let members) = try parsed("{\"\u{e9}\": 1, \"e\u{301}\": 2}") else { return }
    #expect(members["\u{e9}"] == 1)
    #expect(members["e\u{301}"] == 2)
    #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
  }

  @Test func `nesting is bounded`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parsed(nested(JSON.deepestNesting))
    #expect(throws: JSONError.self) { _ = try parsed(nested(JSON.deepestNesting + 1)) }
    #expect(throws: JSONError.self) {
      _ = try parsed(String(repeating: "[{\"a\":", count: 100_000))
    }
  }

  @Test func `an error says where`() {
    #expect(throws: JSONError(position: 5, problem: "no JSON value starts here")) {
      _ = try parsed("[1,2,?]")
    }
    #expect(
      JSONError(position: 5, problem: "x").message == "not readable as JSON: x, at byte 5")
  }

  @Test func `every cut of a document is refused`() throws {
    let text = Array(#"{"a":[1,-2,"\u00e9\ud83c\udf89"],"b":{"c":null,"d":true}}"#.utf8)
    _ = try JSON(parsing: text)
    for count in 0..<text.count {
      #expect(throws: JSONError.self) { _ = try JSON(parsing: Array(text.prefix(count))) }
    }
  }
}

struct JSONWritingTests {
  @Test(arguments: [
    (#"{"b": 1, "a": [true, false, null, -5, "x"]}"#, #"{"a":[true,false,null,-5,"x"],"b":1}"#),
    (#"{ "\"" : "\\ \/" }"#, #"{"\"":"\\ /"}"#),
    (#"["\u00e9\u20ac\ud83c\udf89"]"#, "[\"é€🎉\"]"),
    (#"["\n\t\u0000\u0001\u007f\b"]"#, "[\"\n\t\u{0}\u{1}\u{7f}\u{8}\"]"),
    // Byte order: upper case, then lower, then what takes more bytes in UTF-8.
    (
      #"{"é": 1, "z": 2, "Z": 3, "a": 4, "": 5, "aa": 6}"#,
      #"{"":5,"Z":3,"a":4,"aa":6,"z":2,"é":1}"#
    ),
    ("[]", "[]"), ("{}", "{}"), ("[[], {}]", "[[],{}]"),
  ])
  func `canonical JSON is exact to the byte`(text: String, canonical: String) throws {
    #expect(try parsed(text).canonical.elementsEqual(canonical.utf8))
  }

  @Test func `canonical order is that of bytes, not of UTF-16`() throws {
    // U+FF5E comes before U+1F389 in UTF-8, and after it in UTF-16.
    let json = try parsed("{\"\u{1F389}\": 1, \"\u{FF5E}\": 2}")
    #expect(json.canonical.elementsEqual("{\"\u{FF5E}\":2,\"\u{1F389}\":1}".utf8))
  }

  @Test func `compact and pretty JSON escape control characters and are read back`() throws {
    let json: JSON = ["a": ["\u{1}\u{1f}\n\"\\é", 1, [], [:]], "b": .null]
    #expect(
      String(decoding: json.compact, as: UTF8.self)
        == #"{"a":["\u0001\u001f\u000a\"\\é",1,[],{}],"b":null}"#)
    #expect(try JSON(parsing: json.compact) == json)
    #expect(try JSON(parsing: Array(json.pretty.utf8)) == json)
    #expect(
      (["x": [1, ["y": true]]] as JSON).pretty
        == "{\n  \"x\": [\n    1,\n    {\n      \"y\": true\n    }\n  ]\n}\n")
  }

  @Test func `members are kept in order, and set, replaced and removed`() {
    var members = JSON.Members()
    for name in ["c", "a", "b"] { members[name] = .string(name) }
    members["a"] = 1
    members["c"] = nil
    members["nothing"] = nil
    #expect(members.all.map(\.name) == ["a", "b"])
    #expect(members["a"] == 1)
    #expect(JSON.fields([("x", nil), ("y", 1)]) == ["y": 1])
    #expect(JSON.Members(unsorted: [("b", 1), ("a", 2)])?.all.map(\.name) == ["a", "b"])
    #expect(JSON.Members(unsorted: [("b", 1), ("a", 2), ("b", 3)]) == nil)
  }

  @Test func `values of different kinds are never equal`() {
    let values: [JSON] = [.null, false, 0, "", [], [:], true, 1, "1", [1], ["1": 1]]
    for (index, one) in values.enumerated() {
      for (other, two) in values.enumerated() { #expect((one == two) == (index == other)) }
    }
  }
}
