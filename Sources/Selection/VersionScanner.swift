/// Reads the grammar of semver 2.0.0 from left to right. Each step moves only when it succeeds,
/// or its caller gives up.
struct VersionScanner {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  private var next: UInt8? { isAtEnd ? nil : bytes[position] }

  /// Tags are called `v1.4.2`; the version is not.
  mutating func skipLeadingV() { _ = skip(Ascii.letterV) }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// `0`, or digits that do not begin with `0`.
  mutating func number() -> Bool {
    let start = position
    while let byte = next, byte.isDigit { position += 1 }
    return position > start && !hasLeadingZero(from: start)
  }

  /// One identifier or more, separated by dots.
  mutating func identifiers(strictNumbers: Bool) -> Bool {
    repeat {
      guard identifier(strictNumbers: strictNumbers) else { return false }
    } while skip(Ascii.dot)
    return true
  }

  private mutating func identifier(strictNumbers: Bool) -> Bool {
    let start = position
    var isNumber = true
    while let byte = next, byte.isDigit || byte.isLetter || byte == Ascii.hyphen {
      isNumber = isNumber && byte.isDigit
      position += 1
    }
    guard position > start else { return false }
    return !(strictNumbers && isNumber && hasLeadingZero(from: start))
  }

  private func hasLeadingZero(from start: Int) -> Bool {
    position - start > 1 && bytes[start] == Ascii.zero
  }
}
