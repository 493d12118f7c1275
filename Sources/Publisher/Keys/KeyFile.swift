/// The name of a secret key's file in a folder of keys: `stable.pem`, `stable-2.pem`, …
package struct KeyFile: Sendable, Equatable, Comparable {
  package let role: String
  /// 1 or more.
  package let number: Int

  package init(role: String, number: Int = 1) {
    self.role = role
    self.number = number
  }

  /// - Returns: `nil` for the name of anything else, public halves among it.
  package init?(name: String) {
    guard name.hasSuffix(".pem"), !name.hasSuffix(Self.publicSuffix), !name.hasPrefix(".") else {
      return nil
    }
    let stem = String(name.dropLast(".pem".count))
    if let dash = stem.lastIndex(of: "-"), let number = Int(stem[stem.index(after: dash)...]),
      number >= 2, "\(stem[..<dash])-\(number)" == stem
    {
      self.init(role: String(stem[..<dash]), number: number)
    } else {
      self.init(role: stem)
    }
    guard !role.isEmpty else { return nil }
  }

  package static let publicSuffix = ".pub.pem"

  private var stem: String { number == 1 ? role : "\(role)-\(number)" }

  package var name: String { "\(stem).pem" }

  /// Its public half, beside it.
  package var publicName: String { stem + Self.publicSuffix }

  package static func < (left: KeyFile, right: KeyFile) -> Bool {
    (left.role, left.number) < (right.role, right.number)
  }
}
