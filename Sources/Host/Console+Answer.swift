package import Model

extension Console {
  /// A `--json` answer: an object with its schema's number.
  package func answer(_ fields: [(String, JSON?)]) {
    let text = JSON.fields([("schema", .integer(1))] + fields).pretty
    result(String(text.dropLast()))
  }
}
