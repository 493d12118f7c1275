/// A release's version, exactly as semver 2.0.0 writes it, without a leading `v`: the name of its
/// link in `toolchains/`. Numbers may have any length.
///
/// Equality is of bytes (`1.0.0+a` is not `1.0.0+b`); order is ``precedence(over:)``.
package struct VersionName: Equatable, Sendable {
  package let bytes: ByteString
  private let majorEnd: Int
  private let minorEnd: Int
  private let coreEnd: Int
  private let prereleaseEnd: Int

  /// - Parameter text: `1.4.2`, `v1.4.2`, `1.5.0-beta.2+build.7`; nil for anything else.
  package init?(_ text: ByteString) {
    var scanner = VersionScanner(text.bytes)
    scanner.skipLeadingV()
    let start = scanner.position
    guard scanner.number(), scanner.skip(Ascii.dot) else { return nil }
    let majorEnd = scanner.position - 1
    guard scanner.number(), scanner.skip(Ascii.dot) else { return nil }
    let minorEnd = scanner.position - 1
    guard scanner.number() else { return nil }
    let coreEnd = scanner.position
    if scanner.skip(Ascii.hyphen) {
      guard scanner.identifiers(strictNumbers: true) else { return nil }
    }
    let prereleaseEnd = scanner.position
    if scanner.skip(Ascii.plus) {
      guard scanner.identifiers(strictNumbers: false) else { return nil }
    }
    guard scanner.isAtEnd else { return nil }
    self.bytes = ByteString(text.bytes[start...])
    self.majorEnd = majorEnd - start
    self.minorEnd = minorEnd - start
    self.coreEnd = coreEnd - start
    self.prereleaseEnd = prereleaseEnd - start
  }

  var major: ArraySlice<UInt8> { bytes.bytes[..<majorEnd] }
  var minor: ArraySlice<UInt8> { bytes.bytes[(majorEnd + 1)..<minorEnd] }
  private var patch: ArraySlice<UInt8> { bytes.bytes[(minorEnd + 1)..<coreEnd] }

  /// Whether its build metadata names the commit: an identifier `g` and the digits, or more of them.
  package func isBuild(of commit: ByteString) -> Bool {
    guard prereleaseEnd < bytes.bytes.count else { return false }
    return bytes.bytes[(prereleaseEnd + 1)...].split(separator: Ascii.dot).contains { identifier in
      identifier.first == Ascii.letterG && identifier.dropFirst().starts(with: commit.bytes)
    }
  }

  package var isPrerelease: Bool { coreEnd < prereleaseEnd }

  /// Empty when there is none.
  private var prerelease: ArraySlice<UInt8> {
    isPrerelease ? bytes.bytes[(coreEnd + 1)..<prereleaseEnd] : []
  }

  /// Negative, zero or positive as this version precedes, equals or follows `other` (semver 2.0.0,
  /// item 11). Build metadata does not count.
  package func precedence(over other: VersionName) -> Int {
    let byMajor = compareNumbers(major, other.major)
    if byMajor != 0 { return byMajor }
    let byMinor = compareNumbers(minor, other.minor)
    if byMinor != 0 { return byMinor }
    let byPatch = compareNumbers(patch, other.patch)
    if byPatch != 0 { return byPatch }
    switch (isPrerelease, other.isPrerelease) {
    case (false, false): return 0
    case (false, true): return 1
    case (true, false): return -1
    case (true, true): return comparePrereleases(prerelease, other.prerelease)
    }
  }

  /// By precedence; between equals, by bytes, so that a choice never depends on a folder's order.
  package func isNewer(than other: VersionName) -> Bool {
    let order = precedence(over: other)
    return order != 0 ? order > 0 : compareBytes(bytes.bytes[...], other.bytes.bytes[...]) > 0
  }
}

private func comparePrereleases(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
  let lefts = left.split(separator: Ascii.dot)
  let rights = right.split(separator: Ascii.dot)
  for index in 0..<min(lefts.count, rights.count) {
    let order = compareIdentifiers(lefts[index], rights[index])
    if order != 0 { return order }
  }
  return lefts.count - rights.count
}

/// Numbers numerically and below words; words byte by byte.
private func compareIdentifiers(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
  switch (left.areDigits, right.areDigits) {
  case (true, true): compareNumbers(left, right)
  case (true, false): -1
  case (false, true): 1
  case (false, false): compareBytes(left, right)
  }
}

/// Decimal numbers without leading zeros: the longer one is the larger.
private func compareNumbers(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
  left.count != right.count ? left.count - right.count : compareBytes(left, right)
}

func compareBytes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
  for (one, other) in zip(left, right) where one != other { return one < other ? -1 : 1 }
  return left.count - right.count
}
