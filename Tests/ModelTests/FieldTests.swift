import Model
import Testing

struct FieldTests {
  private static let text = """
    {"text": "x", "number": 5, "flag": true, "list": [1, {"deep": "y"}],
     "digest": "\(String(repeating: "ab", count: 32))", "version": "1.2.3",
     "time": "2026-01-31T12:00:00Z"}
    """
  private let root: Field

  init() throws { root = try Field(parsing: Array(Self.text.utf8), document: "the test") }

  private func message(_ read: () throws(FormatError) -> Void) -> String? {
    do throws(FormatError) {
      try read()
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `values are read by kind`() throws {
    #expect(try root.required("text").string() == "x")
    #expect(try root.required("number").integer(in: 0...5) == 5)
    #expect(try root.required("flag").boolean())
    #expect(try root.optional("absent") == nil)
    #expect(try root.required("list").elements().count == 2)
    #expect(try root.required("digest").digest().bytes.count == 32)
    #expect(try root.required("version").version() == Version(major: 1, minor: 2, patch: 3))
    #expect(try root.required("time").instant() == Instant("2026-01-31T12:00:00Z"))
    #expect(
      try root.namedFields().map(\.name)
        == ["digest", "flag", "list", "number", "text", "time", "version"])
  }

  @Test func `errors say document, place and problem`() {
    #expect(
      message { () throws(FormatError) in _ = try root.required("absent") }
        == "the test cannot be used: 'absent' is missing")
    #expect(
      message { () throws(FormatError) in
        _ = try root.required("list").elements()[1].required("deep").boolean()
      } == "the test cannot be used: 'list.1.deep' should be true or false")
    #expect(
      message { () throws(FormatError) in _ = try root.required("number").integer(in: 6...9) }
        == "the test cannot be used: 'number' should lie between 6 and 9")
    #expect(
      message { () throws(FormatError) in _ = try root.required("list").elements(limit: 1) }
        == "the test cannot be used: 'list' has more than 1 elements")
  }

  @Test func `a value of another kind is refused`() throws {
    for name in ["text", "number", "flag", "list"] {
      let field = try root.required(name)
      if name != "text" { #expect(throws: FormatError.self) { _ = try field.string() } }
      if name != "number" {
        #expect(throws: FormatError.self) { _ = try field.integer(in: 0...9) }
      }
      if name != "flag" { #expect(throws: FormatError.self) { _ = try field.boolean() } }
      if name != "list" { #expect(throws: FormatError.self) { _ = try field.elements() } }
      for read in [Field.digest, Field.version, Field.instant] as [(Field) -> () throws -> Any] {
        #expect(throws: FormatError.self) { _ = try read(field)() }
      }
      #expect(throws: FormatError.self) { _ = try field.members() }
    }
  }

  @Test func `what is no JSON is told with its place`() {
    let error = #expect(throws: FormatError.self) {
      _ = try Field(parsing: Array("[1,".utf8), document: "the test")
    }
    #expect(
      error?.message
        == "the test cannot be used: not readable as JSON: the document ends early, at byte 3")
  }

  @Test func `a hostile name in a path is made printable`() {
    let error = FormatError(document: "the test", path: "a\u{1B}[31m", problem: "is odd")
    #expect(error.message == "the test cannot be used: 'a\\u{1b}[31m' is odd")
  }

  @Test func `another format asks for a newer stigmerup`() throws {
    let field = try Field(parsing: Array(#"{"format": 2}"#.utf8), document: "the test")
    let error = #expect(throws: FormatError.self) { try Format.check(field, understood: 1) }
    #expect(error?.hint == "stigmerup self update")
    #expect(error?.message.contains("is 2, and this stigmerup understands 1") == true)
  }
}
