/// The version of a system or its libc: `2.35`, `13`, `13.5.1`. Missing numbers count as 0: 13 is 13.0.
package struct SystemVersion: Sendable, Hashable, Comparable, LosslessStringConvertible {
  private let numbers: [Int]

  /// - Parameter text: One to three whole numbers joined by dots.
  package init?(_ text: String) {
    var numbers: [Int] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard part.utf8.count <= 6, !part.isEmpty, part.utf8.allSatisfy(ASCII.isDigit),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    guard (1...3).contains(numbers.count) else { return nil }
    self.numbers = numbers
  }

  package var description: String { numbers.map(String.init).joined(separator: ".") }

  package static func < (left: Self, right: Self) -> Bool {
    left.padded.lexicographicallyPrecedes(right.padded)
  }

  package static func == (left: Self, right: Self) -> Bool { left.padded == right.padded }

  package func hash(into hasher: inout Hasher) { hasher.combine(padded) }

  private var padded: [Int] { numbers + Array(repeating: 0, count: 3 - numbers.count) }
}
