import Model

/// The keys that a root or a delegation names, by id.
package enum KeyList {
  /// - Throws: also for an id that is not the SHA-256 of its key (specification, section 4.2).
  static func parse(_ field: Field) throws(FormatError) -> [KeyID: PublicKey] {
    var keys: [KeyID: PublicKey] = [:]
    for (name, member) in try field.namedFields() {
      let key = try PublicKey(member)
      guard key.id == KeyID(name) else { throw member.problem("is not the id of the key it names") }
      keys[key.id] = key
    }
    return keys
  }

  static func json(_ keys: [KeyID: PublicKey]) -> JSON {
    .fields(keys.map { ($0.key.description, $0.value.json) })
  }
}
