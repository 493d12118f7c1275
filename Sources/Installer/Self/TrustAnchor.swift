private import Host
private import Model
package import Store
private import Trust

/// The first root that a home is to trust, and what it means for the trust that is there.
package struct TrustAnchor: Sendable {
  /// A root file longer than this is none.
  package static let longestRoot = 512_000

  package let bytes: [UInt8]
  package let version: Int

  package init(_ bytes: [UInt8], file: String) throws {
    self.bytes = bytes
    version = try Field(parsing: bytes, document: "'\(file)'")
      .required("signed").required("version").integer(in: 1...Int.max)
  }

  package enum Effect: Sendable, Equatable {
    /// Nothing was trusted before.
    case establish
    /// The home trusts this root's repository already, as new as this or newer.
    case keep
    /// The home trusts another repository; this one takes its place.
    case replace
  }

  /// - Parameter changesRepository: Whether the home's releases are to come from another place than before.
  package func effect(on home: HomeFolder?, changesRepository: Bool) throws -> Effect {
    guard let home,
      let present = try home.root.readFileIfPresent("trust/root.json", limit: Self.longestRoot)
    else { return .establish }
    // What is there is no root: nothing can be trusted by it, nor lost with it.
    guard Self.isRoot(present) else { return .replace }
    let known = try home.root.readFileIfPresent(
      "trust/roots/\(version).root.json", limit: Self.longestRoot)
    if let known { return known == bytes ? .keep : .replace }
    // A root that this home has not come across: newer than all it saw, or of another repository.
    return changesRepository ? .replace : .keep
  }

  private static func isRoot(_ bytes: [UInt8]) -> Bool {
    do throws(TrustError) {
      _ = try TrustedSet(initialRoot: bytes, at: Instant(seconds: 0))
      return true
    } catch {
      return false
    }
  }

  package func apply(_ effect: Effect, to trust: TrustFolder) throws {
    if effect == .keep { return }
    if effect == .replace { try trust.clear() }
    try trust.store("roots/\(version).root.json", bytes)
    // Last: a home has trust when it has this file.
    try trust.store("root.json", bytes)
  }
}
