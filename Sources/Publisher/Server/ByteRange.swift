/// The one range of bytes that a `Range` field asks for (RFC 9110 section 14).
enum ByteRange: Equatable {
  /// Everything: no field, another unit, several ranges, or a malformed one. A server may ignore each of those.
  case whole
  case part(Range<Int>)
  /// Nothing of the file lies in it.
  case unsatisfiable

  init(_ field: String?, length: Int) {
    guard let field, field.hasPrefix("bytes="), !field.contains(",") else {
      self = .whole
      return
    }
    let ends = field.dropFirst("bytes=".count)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else {
      self = .whole
      return
    }
    switch (Self.number(ends[0]), Self.number(ends[1])) {
    case (let first?, let last?) where first > last: self = .whole
    case (let first?, let last?) where first < length:
      self = .part(first..<(min(last, length - 1) + 1))
    case (let first?, nil) where ends[1].isEmpty && first < length: self = .part(first..<length)
    case (nil, let count?) where ends[0].isEmpty && count > 0 && length > 0:
      self = .part(max(0, length - count)..<length)
    case (_?, _?),
      (_?, nil) where ends[1].isEmpty, (nil, _?) where ends[0].isEmpty:
      self = .unsatisfiable
    default: self = .whole
    }
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(digits) : nil
  }
}
