/// The characters that the formats of this room are made of.
enum Ascii {
  static var tab: UInt8 { 0x09 }
  static var newline: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var doubleQuote: UInt8 { 0x22 }
  static var hash: UInt8 { 0x23 }
  static var quote: UInt8 { 0x27 }
  static var plus: UInt8 { 0x2B }
  static var comma: UInt8 { 0x2C }
  static var hyphen: UInt8 { 0x2D }
  static var dot: UInt8 { 0x2E }
  static var slash: UInt8 { 0x2F }
  static var zero: UInt8 { 0x30 }
  static var less: UInt8 { 0x3C }
  static var equals: UInt8 { 0x3D }
  static var greater: UInt8 { 0x3E }
  static var openBracket: UInt8 { 0x5B }
  static var backslash: UInt8 { 0x5C }
  static var closeBracket: UInt8 { 0x5D }
  static var letterG: UInt8 { 0x67 }
  static var letterR: UInt8 { 0x72 }
  static var letterV: UInt8 { 0x76 }
  static var bar: UInt8 { 0x7C }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isLowerHex: Bool { isDigit || (self >= 0x61 && self <= 0x66) }
  var isControl: Bool { self < 0x20 || self == 0x7F }
  var isBlank: Bool { self == Ascii.space || self == Ascii.tab }

  /// `A`…`Z` as `a`…`z`, every other byte as it is.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

// Not key paths: Embedded Swift has none.
extension [UInt8] {
  var areDigits: Bool { self[...].areDigits }
  var areLowerHex: Bool { self[...].areLowerHex }
}

extension ArraySlice<UInt8> {
  var areDigits: Bool { allSatisfy { $0.isDigit } }
  var areLowerHex: Bool { allSatisfy { $0.isLowerHex } }
}
