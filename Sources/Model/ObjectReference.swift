/// An immutable file of the repository, `objects/<sha256>`: named by its digest, bounded by its length.
package struct ObjectReference: Hashable, Sendable {
  package let digest: Digest
  /// In bytes, exactly.
  package let length: Int

  package init(digest: Digest, length: Int) {
    self.digest = digest
    self.length = length
  }

  /// Relative to the repository's root.
  package var path: String { "objects/\(digest.hex)" }

  package init(_ field: Field, longest: Int) throws(FormatError) {
    digest = try field.required("sha256").digest()
    length = try field.required("length").integer(in: 0...longest)
  }

  package var json: JSON { ["sha256": .string(digest.hex), "length": .integer(length)] }
}
