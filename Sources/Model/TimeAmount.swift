/// A length of time as people write it in settings: a whole number and its unit, `90m`, `24h`, `30d`, `2w`; `0` is none.
package struct TimeAmount: Hashable, Sendable, Comparable {
  package let seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  package static let zero = TimeAmount(seconds: 0)

  package static func days(_ count: Int) -> TimeAmount { TimeAmount(seconds: count * 86_400) }

  package static func < (left: TimeAmount, right: TimeAmount) -> Bool {
    left.seconds < right.seconds
  }

  /// What a text should be, for errors.
  package static let form = "a time such as 90m, 24h, 30d or 2w (0 is none)"

  /// More than this is a mistake, and would leave the calendar.
  private static let longest = 100 * 366 * 86_400

  /// Largest first.
  private static let units = [("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60)]
}

extension TimeAmount: LosslessStringConvertible {
  /// In days from two on, else in hours: `2w` is `14d`, and `24h` stays.
  package init?(_ text: String) {
    if text == "0" {
      self = .zero
      return
    }
    guard let (name, size) = Self.units.first(where: { text.hasSuffix($0.0) }) else { return nil }
    let digits = text.dropLast(name.count)
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int(digits), count <= Self.longest / size
    else { return nil }
    seconds = count * size
  }

  package var description: String {
    guard seconds > 0 else { return "0" }
    let (name, size) =
      Self.units.dropFirst().first { seconds.isMultiple(of: $0.1) && seconds >= 2 * $0.1 }
      ?? ("m", 60)
    return "\(seconds / size)\(name)"
  }
}

extension Instant {
  package func adding(_ amount: TimeAmount) -> Instant { adding(seconds: amount.seconds) }
}
