import Model

/// Delegation to 2ⁿ bins that share keys and threshold (TAP 15).
package struct SuccinctRoles: Sendable, Equatable {
  package var keys: RoleKeys
  /// n: 1 to 32.
  package var bitLength: Int
  package var namePrefix: String

  package init(keys: RoleKeys, bitLength: Int, namePrefix: String) {
    self.keys = keys
    self.bitLength = bitLength
    self.namePrefix = namePrefix
  }

  private static let names = ["bit_length", "name_prefix"]

  init(_ field: Field) throws(FormatError) {
    bitLength = try field.required("bit_length").integer(in: 1...32)
    namePrefix = try field.required("name_prefix").string()
    keys = try RoleKeys(field, alsoKnown: Self.names)
  }

  var json: JSON {
    keys.unknown.with(
      keys.fields + [
        ("bit_length", .integer(bitLength)), ("name_prefix", .string(namePrefix)),
      ])
  }

  /// The bin that the first bits of the path's SHA-256 name.
  func bin(of path: TargetPath) -> RoleName {
    let digest = Digest.sha256(of: path.description).bytes
    let first32Bits = digest.prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
    return name(ofBin: first32Bits >> UInt64(32 - bitLength))
  }

  func hasBin(named role: RoleName) -> Bool {
    let name = Array(role.description.utf8)
    let prefix = Array((namePrefix + "-").utf8)
    guard name.starts(with: prefix) else { return false }
    let digits = String(decoding: name.dropFirst(prefix.count), as: UTF8.self)
    guard let number = UInt64(digits, radix: 16), number < 1 << UInt64(bitLength) else {
      return false
    }
    return self.name(ofBin: number) == role
  }

  private func name(ofBin number: UInt64) -> RoleName {
    let width = (bitLength + 3) / 4
    let digits = String(number, radix: 16)
    return RoleName(
      namePrefix + "-" + String(repeating: "0", count: max(0, width - digits.count)) + digits)
  }
}
