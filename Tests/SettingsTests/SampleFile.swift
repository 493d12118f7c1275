import Model
import Settings
import TestSupport

/// A TOML file with everything in it that a person may write into a plain one.
struct SampleFile {
  var text = ""
  /// By key, with its table and a dot before it.
  var values: [String: JSON] = [:]
  /// The comments on lines of their own.
  var remarks: [String] = []

  private let lineEnd: String

  init(using generator: inout SeededGenerator) {
    lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
    for table in ["", "alpha", "beta"] {
      if Int.random(in: 0..<4, using: &generator) == 0 { continue }
      if !table.isEmpty { addHeader(table, using: &generator) }
      for key in ["one", "two", "three"].shuffled(using: &generator) {
        if Bool.random(using: &generator) { addRemark() }
        if Bool.random(using: &generator) { add(key, to: table, using: &generator) }
      }
    }
    if Bool.random(using: &generator), text.hasSuffix(lineEnd) {
      text.removeLast()
    }
  }

  private mutating func addHeader(_ table: String, using generator: inout SeededGenerator) {
    let forms = ["[\(table)]", "  [ \(table) ]  # header", "[\"\(table)\"]", "['\(table)'] # ]"]
    text += (forms.randomElement(using: &generator) ?? "") + lineEnd
  }

  private mutating func addRemark() {
    let remark = "# remark \(remarks.count): [alpha] one = 'x'"
    remarks.append(remark)
    text += remark + lineEnd
  }

  private mutating func add(
    _ key: String, to table: String, using generator: inout SeededGenerator
  ) {
    let forms: [(String, JSON)] = [
      ("\"a # b\"", "a # b"), ("'it\\'", "it\\"), ("\"q\\\"#\"", "q\"#"), ("17", 17),
      ("false", false), ("[]", []),
      ("[ \"x\", # [ in a comment\(lineEnd)  'y]',\(lineEnd)]", ["x", "y]"]),
      ("'''[beta]\(lineEnd)one = 2'''", .string("[beta]\none = 2")),
    ]
    let (written, value) = forms.randomElement(using: &generator) ?? ("0", 0)
    let name = [key, "\"\(key)\"", "'\(key)'", "  \(key)"].randomElement(using: &generator) ?? key
    let comment = ["", " # why", "#"].randomElement(using: &generator) ?? ""
    text += "\(name) = \(written)\(comment)\(lineEnd)"
    values[table.isEmpty ? key : "\(table).\(key)"] = value
  }

  /// What a text means, tables taken apart; line ends within texts are normalised, as TOML allows.
  static func values(of text: String) throws -> [String: JSON] {
    let root = try TOMLDocument.parse(Array(text.utf8), document: "the sample")
    var values: [String: JSON] = [:]
    for (name, field) in try root.namedFields() {
      guard case .object(let members) = field.value else {
        values[name] = plain(field.value)
        continue
      }
      for member in members.all { values["\(name).\(member.name)"] = plain(member.value) }
    }
    return values
  }

  private static func plain(_ value: JSON) -> JSON {
    guard case .string(let text) = value else { return value }
    return .string(String(text.map { $0 == "\r\n" ? "\n" : $0 }))
  }
}
