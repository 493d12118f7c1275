import Model

/// Who may sign for a role, and how many of them must.
package struct RoleKeys: Sendable, Equatable {
  /// In the order listed, each once.
  package var keyIDs: [KeyID]
  /// 1 or more. It may exceed the number of keys: then the role cannot be signed, and the rest goes on.
  package var threshold: Int

  private var others = JSON.Members()

  package init(keyIDs: [KeyID], threshold: Int) {
    self.keyIDs = keyIDs
    self.threshold = threshold
  }

  static let names = ["keyids", "threshold"]

  /// - Parameter alsoKnown: Members that the caller reads itself.
  init(_ field: Field, alsoKnown: [String] = []) throws(FormatError) {
    var seen: Set<KeyID> = []
    keyIDs = try field.required("keyids").exactTexts(KeyID.self).filter { seen.insert($0).inserted }
    threshold = try field.required("threshold").integer(in: 1...Int.max)
    others = try field.others(than: Self.names + alsoKnown)
  }

  var json: JSON { others.with(fields) }

  /// The members beside `keyids` and `threshold`, when this role is part of a larger object.
  var unknown: JSON.Members { others }

  var fields: [(String, JSON?)] {
    [
      ("keyids", .array(keyIDs.map { .string($0.description) })),
      ("threshold", .integer(threshold)),
    ]
  }
}
