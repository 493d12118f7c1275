/// A version as Semantic Versioning 2.0.0 defines it: `1.4.2`, `1.5.0-beta.2`, `1.5.1-dev.202611231200+gabc1234`.
///
/// Ordering is semver's precedence, with the build metadata as a last, textual tie-breaker so that
/// `<` and `==` agree. Use ``hasSamePrecedence(as:)`` where semver's own equality is meant.
package struct Version: Hashable, Sendable {
  package let major: Int
  package let minor: Int
  package let patch: Int
  /// The dot-separated identifiers after `-`; empty for a release proper.
  package let prerelease: [String]
  /// The dot-separated identifiers after `+`.
  package let build: [String]

  /// The longest text accepted, in bytes: names of folders and links are made of versions.
  package static let longestText = 128

  package init(
    major: Int, minor: Int, patch: Int, prerelease: [String] = [], build: [String] = []
  ) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  package var isPrerelease: Bool { !prerelease.isEmpty }

  package func hasSamePrecedence(as other: Version) -> Bool {
    !Self.precedes(self, other) && !Self.precedes(other, self)
  }
}

extension Version: LosslessStringConvertible {
  /// - Parameter text: Strict semver, at most ``longestText`` bytes, without a leading `v`; anything else gives `nil`.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.longestText, text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    let withBuild = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let withPrerelease = withBuild[0]
      .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = withPrerelease[0].split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3,
      let major = Self.number(numbers[0]), let minor = Self.number(numbers[1]),
      let patch = Self.number(numbers[2])
    else { return nil }

    var prerelease: [String] = []
    if withPrerelease.count == 2 {
      guard let identifiers = Self.identifiers(withPrerelease[1], leadingZeros: false)
      else { return nil }
      prerelease = identifiers
    }
    var build: [String] = []
    if withBuild.count == 2 {
      guard let identifiers = Self.identifiers(withBuild[1], leadingZeros: true)
      else { return nil }
      build = identifiers
    }
    self.init(major: major, minor: minor, patch: patch, prerelease: prerelease, build: build)
  }

  /// As a person types it: a leading `v` is dropped (`v1.4.0` means `1.4.0`).
  package init?(typed text: String) {
    self.init(text.hasPrefix("v") ? String(text.dropFirst()) : text)
  }

  package var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-" + prerelease.joined(separator: ".") }
    if !build.isEmpty { text += "+" + build.joined(separator: ".") }
    return text
  }

  private static func number(_ text: Substring) -> Int? {
    guard isNumeric(text), text == "0" || !text.hasPrefix("0") else { return nil }
    return Int(text)
  }

  private static func isNumeric(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func identifiers(_ text: Substring, leadingZeros: Bool) -> [String]? {
    var identifiers: [String] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard !part.isEmpty, part.utf8.allSatisfy(isIdentifierByte) else { return nil }
      if !leadingZeros, isNumeric(part), part.utf8.count > 1, part.hasPrefix("0") { return nil }
      identifiers.append(String(part))
    }
    return identifiers
  }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension Version: Comparable {
  package static func < (left: Version, right: Version) -> Bool {
    if precedes(left, right) { return true }
    if precedes(right, left) { return false }
    return left.build.joined(separator: ".") < right.build.joined(separator: ".")
  }

  /// Semver 2.0.0, section 11.
  private static func precedes(_ left: Version, _ right: Version) -> Bool {
    let leftCore = (left.major, left.minor, left.patch)
    let rightCore = (right.major, right.minor, right.patch)
    if leftCore != rightCore { return leftCore < rightCore }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    for (one, other) in zip(left.prerelease, right.prerelease) where one != other {
      return identifierPrecedes(one, other)
    }
    return left.prerelease.count < right.prerelease.count
  }

  private static func identifierPrecedes(_ left: String, _ right: String) -> Bool {
    switch (isNumeric(left), isNumeric(right)) {
    case (true, true):
      left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
    case (true, false): true
    case (false, true): false
    case (false, false): left < right
    }
  }
}
