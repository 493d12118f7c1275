import Model
import Selection
import TestSupport
import Testing

/// Versions are read and ordered twice, in `Model` and without its types in the shim: the two must never disagree.
@Suite struct VersionAgreementTests {
  private static func randomVersion(_ generator: inout SeededGenerator) -> String {
    func number() -> String {
      ["0", "1", "2", "9", "10", "11", "100", "20261123"].randomElement(using: &generator) ?? "0"
    }
    func identifiers() -> String {
      (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        ["0", "1", "2", "10", "alpha", "beta", "rc", "Rc", "a-b", "-", "--1", "1a", "a1", "dev"]
          .randomElement(using: &generator) ?? "x"
      }.joined(separator: ".")
    }
    var text = "\(number()).\(number()).\(number())"
    if Int.random(in: 0..<3, using: &generator) > 0 { text += "-" + identifiers() }
    if Int.random(in: 0..<3, using: &generator) == 0 { text += "+" + identifiers() }
    return text
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `both order versions alike`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Few cores, so that pre-releases and builds of one core meet often.
    let texts = (0..<150).map { index in
      let text = Self.randomVersion(&generator)
      return index.isMultiple(of: 2) ? text : "1.0.0" + text.drop { $0 != "-" && $0 != "+" }
    }
    let versions = try texts.map { text in
      (model: try #require(Version(text)), selection: try #require(VersionName(ByteString(text))))
    }
    var disagreements: [String] = []
    for one in versions {
      for other in versions {
        let precedence = one.selection.precedence(over: other.selection)
        let isAlike =
          one.model.hasSamePrecedence(as: other.model) == (precedence == 0)
          && (precedence == 0 || (one.model < other.model) == (precedence < 0))
          && (one.model > other.model) == one.selection.isNewer(than: other.selection)
          && (one.model == other.model) == (one.selection == other.selection)
        if !isAlike { disagreements.append("\(one.model) and \(other.model)") }
      }
    }
    #expect(disagreements == [])
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `both read the same texts as versions, and write them alike`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var valid = 0
    for _ in 0..<1000 {
      var text = Array(Self.randomVersion(&generator))
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        let position = Int.random(in: 0..<text.count, using: &generator)
        text[position] = "0123456789.-+aZ_ é/".randomElement(using: &generator) ?? "."
      }
      let model = Version(String(text))
      let selection = VersionName(ByteString(String(text)))
      #expect(model?.description == selection?.bytes.description, "\(String(text))")
      if model != nil { valid += 1 }
    }
    #expect((100..<1000).contains(valid))
  }

  @Test(arguments: [
    "01.0.0", "1.0", "1.0.0-", "1.0.0+", "1.0.0-01", "1.0.0-a..b", "1.0.0-a.", "1..0", "-1.0.0",
    "1.0.0 ", "1.0.0\n", "", "1.0.0-ä", "1.0.0.0", "+", "1.0.0-a+b+c", "V1.0.0",
  ])
  func `neither reads what is not a version`(text: String) {
    #expect(Version(text) == nil)
    #expect(VersionName(ByteString(text)) == nil)
  }

  @Test func `the leading v that people type means nothing to both`() {
    #expect(Version(typed: "v1.4.0")?.description == "1.4.0")
    #expect(VersionName("v1.4.0")?.bytes == "1.4.0")
  }
}
