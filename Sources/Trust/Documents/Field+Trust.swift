import Model

extension Field {
  /// The members that this client does not know. They are signed, so they are kept.
  func others(than known: [String]) throws(FormatError) -> JSON.Members {
    try members().filter { name in !known.contains { $0.utf8.elementsEqual(name.utf8) } }
  }

  func exactTexts<Text: ExactText>(_ type: Text.Type) throws(FormatError) -> [Text] {
    var texts: [Text] = []
    for element in try elements() { texts.append(Text(try element.string())) }
    return texts
  }
}

extension JSON.Members {
  /// These members and `fields`; a `nil` field is left out.
  func with(_ fields: [(String, JSON?)]) -> JSON {
    var all = self
    for (name, value) in fields { all[name] = value }
    return .object(all)
  }
}
