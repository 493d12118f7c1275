import Model
import Testing
@testable import Trust

/// The words that people read.
struct TrustErrorTests {
  private static let now = Instant(seconds: 1_767_225_600)

  private static let shortfalls: [SignatureShortfall] = [
    .unsigned, .wrongSignature("aa"), .unknownScheme("aa"), .keyOfAnotherRole("aa", "dev"),
    .foreignKeys, .tooFew,
  ].map {
    SignatureShortfall(delegator: .targets, valid: 1, threshold: 2, keyCount: 3, cause: $0)
  }

  private static let problems: [TrustError.Problem] =
    [
      .noTrustedRoot, .initialRoot(reason: "it is torn"),
      .unreadable(FormatError(document: "'x' (role stable)", path: "", problem: "no JSON")),
      .notServed, .tooLong(limit: 5), .signedTwice("aa"),
      .expired(at: now.adding(seconds: -60), now: now), .notDelegated(by: .targets),
      .rootVersion(expected: 2, found: 3), .rotationsExceeded(limit: 5),
      .rollback(trusted: 2, offered: 1), .snapshotRollback(trusted: 2, offered: 1),
      .listedRollback("stable", trusted: 2, offered: 1), .listedVanished("stable", trusted: 2),
      .version(listedBy: .snapshot, expected: 2, found: 1),
      .length(listedBy: .snapshot, expected: 2, found: 1), .digest(listedBy: .snapshot),
      .noKnownDigest(listedBy: .snapshot), .notListed, .searchExceeded(limit: 5),
    ] + shortfalls.map { .signatures($0) }

  @Test func `every attack has a text of its own`() {
    let messages = Self.problems.map {
      TrustError(role: "stable", path: "3.stable.json", $0).message
    }
    #expect(Set(messages).count == messages.count)
  }

  @Test(arguments: problems)
  func `a message names file and role, and something can be done`(problem: TrustError.Problem)
    throws
  {
    let error = TrustError(role: "stable", path: "3.stable.json", problem)
    #expect(error.message.first?.isUppercase == false)
    #expect(!error.message.hasSuffix("."))
    let hint = try #require(error.hint)
    #expect(!hint.hasSuffix(".") && !hint.isEmpty)
    switch problem {
    case .noTrustedRoot, .unreadable: break
    default: #expect(error.message.hasPrefix("'3.stable.json' (role stable) "))
    }
  }

  @Test(arguments: problems)
  func `a hostile name cannot rewrite the terminal`(problem: TrustError.Problem) {
    let error = TrustError(role: "a\u{1B}[2J", path: "\u{202E}b\n", problem)
    let text = error.message + (error.hint ?? "")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
  }

  @Test(arguments: [
    (1, "1 second"), (90, "90 seconds"), (600, "10 minutes"), (7200, "2 hours"),
    (86_400 * 400, "400 days"),
  ])
  func `an age is told in the largest unit that fits`(seconds: Int, text: String) {
    let error = TrustError(
      role: "dev", path: "dev.json",
      .expired(at: Self.now.adding(seconds: -seconds), now: Self.now))
    #expect(error.message.hasSuffix(", \(text) ago"))
  }

  @Test func `a threshold beyond the number of keys is told as the publisher's fault`() {
    let shortfall = SignatureShortfall(
      delegator: .root, valid: 1, threshold: 5, keyCount: 2, cause: .tooFew)
    let error = TrustError(role: "dev", path: "dev.json", .signatures(shortfall))
    #expect(
      error.message.hasSuffix(
        "1 of 5 required signatures are valid, and the role has only 2 keys"))
  }
}
