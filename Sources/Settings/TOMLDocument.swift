package import Model
private import TOMLKit

/// A TOML file (TOML 1.0) as a ``Field``, so that it is read with the same care and the same messages as JSON.
package enum TOMLDocument {
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - document: What the file is, for messages: its path.
  /// - Throws: ``FormatError`` with the line for bytes that are not TOML, and for fractions and dates, which
  ///   none of stigmerup's files holds.
  package static func parse(_ bytes: [UInt8], document: String) throws(FormatError) -> Field {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FormatError(document: document, path: "", problem: "not UTF-8 text")
    }
    // The C++ parser stops at a NUL, and what follows would silently not count.
    guard !text.utf8.contains(0) else {
      throw FormatError(document: document, path: "", problem: "it holds a NUL byte")
    }
    do throws(TOMLSyntax.Problem) {
      try TOMLSyntax.check(bytes)
    } catch {
      throw FormatError(
        document: document, path: "", problem: "line \(error.line): \(error.text)")
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw FormatError(
        document: document, path: "",
        problem: "line \(error.source.begin.line): \(error.description)")
    } catch {
      throw FormatError(document: document, path: "", problem: "\(error)")
    }
    return Field(
      document: document, path: "", value: try object(table, document: document, path: "")
    )
  }

  private static func object(
    _ table: TOMLTable, document: String, path: String
  ) throws(FormatError) -> JSON {
    var members = JSON.Members()
    for (name, value) in table {
      let place = path.isEmpty ? name : "\(path).\(name)"
      members[name] = try json(value, document: document, path: place)
    }
    return .object(members)
  }

  private static func json(
    _ value: any TOMLValueConvertible, document: String, path: String
  ) throws(FormatError) -> JSON {
    if let table = value.table {
      return try object(table, document: document, path: path)
    }
    if let array = value.array {
      var elements: [JSON] = []
      for (index, element) in array.enumerated() {
        let place = "\(path).\(index)"
        elements.append(try json(element, document: document, path: place))
      }
      return .array(elements)
    }
    if let text = value.string { return .string(text) }
    if let flag = value.bool { return .boolean(flag) }
    if let number = value.int { return .integer(number) }
    throw FormatError(
      document: document, path: path, problem: "should be text, a whole number, true or false")
  }
}
