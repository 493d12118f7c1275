import Host
import SystemPackage
import Testing

/// `SECURITY.md` names a test for each claim: all of them exist.
@Suite struct SecurityDocumentTests {
  private static let document: String = {
    do {
      return String(
        decoding: try Directory(SourceFile.project).readFile("SECURITY.md", limit: 1 << 20),
        as: UTF8.self)
    } catch {
      preconditionFailure("the project's own files are there: \(error)")
    }
  }()

  /// The cells of the threat model's rows.
  private static let rows: [[String]] = document.split(separator: "\n")
    .filter { $0.hasPrefix("| ") && !$0.hasPrefix("| attacker has") }
    .map { row in row.split(separator: "|").map(String.init) }

  private static func tests(in cell: String) -> [(suite: String, test: String)] {
    cell.matches(of: /`(\w+)\/([^`]+)`/).map { (String($0.1), String($0.2)) }
  }

  @Test func `every row of the threat model names a test`() {
    #expect(Self.rows.count > 20)
    for row in Self.rows {
      #expect(row.count == 4, "\(row)")
      #expect(!Self.tests(in: row.last ?? "").isEmpty, "\(row)")
    }
  }

  @Test(arguments: rows.compactMap(\.last))
  func `the tests that it names exist`(cell: String) {
    for (suite, test) in Self.tests(in: cell) {
      let isThere = SourceFile.tests.contains { file in
        file.declaredTypes.union(file.extendedTypes).union([file.name]).contains(suite)
          && file.text.contains("func `\(test)`(")
      }
      #expect(isThere, "\(suite) has no test '\(test)'")
    }
  }
}
