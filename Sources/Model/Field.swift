/// One value of a JSON document together with where it stands, so that an error can say so.
package struct Field: Sendable {
  /// What the document is, for people: `"the manifest"`.
  package let document: String
  /// Where the value stands: `components.stigmer.linux-amd64`; empty for the whole document.
  package let path: String
  package let value: JSON

  /// - Throws: ``FormatError`` when `bytes` are not JSON.
  package init(parsing bytes: [UInt8], document: String) throws(FormatError) {
    do throws(JSONError) {
      self.init(document: document, path: "", value: try JSON(parsing: bytes))
    } catch {
      throw FormatError(document: document, path: "", problem: error.message)
    }
  }

  package init(document: String, path: String, value: JSON) {
    self.document = document
    self.path = path
    self.value = value
  }

  package func problem(_ text: String) -> FormatError {
    FormatError(document: document, path: path, problem: text)
  }

  // MARK: members and elements

  package func optional(_ name: String) throws(FormatError) -> Field? {
    guard let member = try members()[name] else { return nil }
    return child(name, member)
  }

  package func required(_ name: String) throws(FormatError) -> Field {
    guard let member = try optional(name) else { throw problem("'\(name)' is missing") }
    return member
  }

  package func members() throws(FormatError) -> JSON.Members {
    guard case .object(let members) = value else { throw problem("should be an object") }
    return members
  }

  package func namedFields() throws(FormatError) -> [(name: String, field: Field)] {
    try members().all.map { ($0.name, child($0.name, $0.value)) }
  }

  /// - Parameter limit: The most elements accepted.
  package func elements(limit: Int = 1_000_000) throws(FormatError) -> [Field] {
    guard case .array(let elements) = value else { throw problem("should be an array") }
    guard elements.count <= limit else { throw problem("has more than \(limit) elements") }
    return elements.enumerated().map { child(String($0.offset), $0.element) }
  }

  // MARK: leaves

  package func string() throws(FormatError) -> String {
    guard case .string(let text) = value else { throw problem("should be a string") }
    return text
  }

  package func boolean() throws(FormatError) -> Bool {
    guard case .boolean(let flag) = value else { throw problem("should be true or false") }
    return flag
  }

  package func integer(in range: ClosedRange<Int>) throws(FormatError) -> Int {
    guard case .integer(let number) = value else { throw problem("should be a whole number") }
    guard range.contains(number) else {
      throw problem("should lie between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  /// - Parameter kind: What the text should be, for the error: `"a version"`.
  package func parsed<Value>(_ kind: String, _ parse: (String) -> Value?) throws(FormatError)
    -> Value
  {
    let text = try string()
    guard let parsed = parse(text) else { throw problem("should be \(kind)") }
    return parsed
  }

  package func digest() throws(FormatError) -> Digest {
    try parsed("a SHA-256 digest of 64 hexadecimal digits") { Digest(hex: $0) }
  }

  package func version() throws(FormatError) -> Version {
    try parsed("a version such as 1.4.2") { Version($0) }
  }

  package func instant() throws(FormatError) -> Instant {
    try parsed("a time such as 2026-01-31T12:00:00Z") { Instant($0) }
  }

  private func child(_ name: String, _ value: JSON) -> Field {
    Field(document: document, path: path.isEmpty ? name : "\(path).\(name)", value: value)
  }
}
