import Model

/// One entry of a file's `signatures`.
package struct Signature: Sendable, Equatable {
  package let keyID: KeyID
  /// `nil` when it is empty or not hexadecimal: then it does not count.
  package let bytes: [UInt8]?

  private let text: String
  private let others: JSON.Members

  package init(keyID: KeyID, bytes: [UInt8]) {
    self.keyID = keyID
    self.bytes = bytes
    text = Hex.encode(bytes)
    others = JSON.Members()
  }

  init(_ field: Field) throws(FormatError) {
    keyID = KeyID(try field.required("keyid").string())
    text = try field.required("sig").string()
    let decoded = Hex.decode(text.lowercased())
    bytes = decoded?.isEmpty == true ? nil : decoded
    others = try field.others(than: ["keyid", "sig"])
  }

  var json: JSON {
    others.with([("keyid", .string(keyID.description)), ("sig", .string(text))])
  }
}
