import Model

/// The `meta` of a timestamp or a snapshot: metadata files by role.
package struct MetaList: Sendable, Equatable {
  package private(set) var files: [RoleName: MetaFile]

  /// Entries that do not end in `.json` name no role; they are signed all the same.
  private var others = JSON.Members()

  package init(_ files: [RoleName: MetaFile]) { self.files = files }

  init(_ field: Field) throws(FormatError) {
    files = [:]
    for (name, member) in try field.namedFields() {
      if let role = Self.role(ofFile: name) { files[role] = try MetaFile(member) }
    }
    others = try field.members().filter { Self.role(ofFile: $0) == nil }
  }

  package subscript(role: RoleName) -> MetaFile? {
    get { files[role] }
    set { files[role] = newValue }
  }

  var json: JSON { others.with(files.map { ("\($0.key).json", $0.value.json) }) }

  /// Compared by bytes, as all names are.
  private static func role(ofFile name: String) -> RoleName? {
    let suffix = Array(".json".utf8)
    let bytes = Array(name.utf8)
    guard bytes.count > suffix.count, bytes.suffix(suffix.count).elementsEqual(suffix) else {
      return nil
    }
    return RoleName(String(decoding: bytes.dropLast(suffix.count), as: UTF8.self))
  }
}
