import Model
import TestSupport
import Testing
import Trust

/// The order in which delegated roles are asked (specification, section 5.6.7).
struct SearchTests {
  private let repository: RepositorySimulator

  init() throws { repository = try RepositorySimulator() }

  /// `A>B!` lets A delegate everything to B, terminating.
  private func delegate(_ edges: String...) throws {
    for edge in edges {
      let names = edge.split { $0 == ">" || $0 == "!" }.map { RoleName(String($0)) }
      try repository.delegate(
        to: names[1], by: names[0], paths: ["*"], isTerminating: edge.hasSuffix("!"))
    }
    try repository.publishAll()
  }

  /// The delegated roles asked for, in order.
  private func visited(_ path: TargetPath = "none") throws -> [String] {
    let updater = try Client(of: repository).updater()
    try updater.refresh()
    repository.forgetRequests()
    _ = try updater.targetInfo(for: path)
    return repository.requests.map {
      $0.split(separator: ".").dropFirst().first.map(String.init) ?? ""
    }
  }

  @Test func `depth first, in the order listed`() throws {
    try delegate("targets>A", "targets>B", "A>C", "A>D", "B>E")
    #expect(try visited() == ["A", "C", "D", "B", "E"])
  }

  @Test func `a terminating role ends the search after its own delegations`() throws {
    try delegate("targets>A", "targets>B!", "targets>X", "B>C", "A>D")
    #expect(try visited() == ["A", "D", "B", "C"])
  }

  @Test func `a terminating role deep down ends the search above it too`() throws {
    try delegate("targets>A", "targets>B", "A>C!", "A>D")
    #expect(try visited() == ["A", "C"])
  }

  @Test func `a cycle is asked once round`() throws {
    try delegate("targets>A", "A>B", "B>C", "C>A", "C>targetz")
    #expect(try visited() == ["A", "B", "C", "targetz"])
  }

  @Test func `the first role that lists a target wins`() throws {
    try delegate("targets>A", "targets>B")
    repository.addTarget("x", "by B", by: "B")
    repository.addTarget("x", "by A!", by: "A")
    try repository.publishAll()
    let target = try Client(of: repository).updater().targetInfo(for: "x")
    #expect(target?.role == "A")
    #expect(target?.length == 5)
  }

  @Test func `targets itself comes before all delegations`() throws {
    try delegate("targets>A")
    repository.addTarget("x", "by A", by: "A")
    repository.addTarget("x", "by targets")
    try repository.publishAll()
    #expect(try visited("x").isEmpty)
  }

  @Test func `the number of roles asked is bounded`() throws {
    for number in 0..<5 { try delegate("targets>R\(number)") }
    let client = try Client(of: repository)
    var limits = UpdaterLimits()
    limits.delegations = 5
    #expect(try client.updater(limits: limits).targetInfo(for: "none") == nil)
    limits.delegations = 4
    let updater = try client.updater(limits: limits)
    let error = #expect(throws: TrustError.self) { _ = try updater.targetInfo(for: "none") }
    #expect(error?.problem == .searchExceeded(limit: 4))
    #expect(error?.message.contains("was not found in the first 4 roles asked") == true)
  }

  @Test func `a role that two others delegate to must satisfy each`() throws {
    try repository.delegate(to: "A", paths: ["a"])
    try repository.delegate(to: "B", paths: ["b"])
    try repository.delegate(to: "C", by: "A", paths: ["a"])
    try repository.delegate(to: "C", by: "B", paths: ["b"])
    // B names another key for C than A does.
    let other = try SecretKey.generate()
    repository.targets["B"]?.delegations = Delegations(
      keys: [other.publicKey],
      roles: [
        DelegatedRole(
          name: "C", keys: RoleKeys(keyIDs: [other.publicKey.id], threshold: 1),
          scope: .paths(["b"]), isTerminating: false)
      ])
    repository.addTarget("a", "a", by: "C")
    repository.addTarget("b", "b", by: "C")
    try repository.publishAll()

    let updater = try Client(of: repository).updater()
    #expect(try updater.targetInfo(for: "a")?.role == "C")
    let error = try #require(throws: TrustError.self) { _ = try updater.targetInfo(for: "b") }
    #expect(error.role == "C")
    guard case .signatures(let shortfall) = error.problem else { return }
    #expect(shortfall.delegator == "B")
    #expect(try updater.targetInfo(for: "a")?.role == "C")
  }

  @Test func `a hash prefix decides who is asked`() throws {
    let digest = Digest.sha256(of: "some/path").hex
    let other = digest.hasPrefix("0") ? "1" : "0"
    try repository.delegate(to: "no", scope: .hashPrefixes([other]))
    try repository.delegate(to: "yes", scope: .hashPrefixes([other, String(digest.prefix(3))]))
    repository.addTarget("some/path", "x", by: "yes")
    try repository.publishAll()
    #expect(try visited("some/path") == ["yes"])
  }

  @Test func `a succinct delegation asks the one bin of the path`() throws {
    let key = try SecretKey.generate()
    var delegations = Delegations(keys: [key.publicKey], roles: [])
    delegations.kind = .succinct(
      SuccinctRoles(
        keys: RoleKeys(keyIDs: [key.publicKey.id], threshold: 1), bitLength: 5,
        namePrefix: "bin"))
    repository.targets[.targets]?.delegations = delegations
    let first5Bits = Int(Digest.sha256(of: "some/path").bytes[0] >> 3)
    let digits = String(first5Bits, radix: 16)
    let bin = RoleName("bin-" + (digits.count == 1 ? "0" : "") + digits)
    repository.signers[bin] = [key]
    repository.targets[bin] = Targets(version: 0, expires: RepositorySimulator.later)
    repository.addTarget("some/path", "x", by: bin)
    try repository.publishAll()
    #expect(try Client(of: repository).updater().targetInfo(for: "some/path")?.role == bin)
  }
}

struct PathPatternTests {
  @Test(arguments: [
    ("*", "a"), ("*", ""), ("a*c", "abbbc"), ("a*c", "ac"), ("*.zip", "x.zip"), ("a/*", "a/b"),
    ("*/*/c", "a/b/c"), ("foo-?.tgz", "foo-1.tgz"), ("?", "é"), ("a**b", "ab"),
    ("*a*b*", "xxaxxbxx"),
    ("[ab]", "[ab]"), ("stable/*", "stable/index.json"), ("", ""),
  ])
  func `matches`(pattern: String, path: String) {
    #expect(PathPattern(pattern).matches(TargetPath(path)))
  }

  @Test(arguments: [
    ("*", "a/b"), ("a/*", "a/b/c"), ("a/*", "a"), ("?", "/"), ("?", ""),
    ("foo-?.tgz", "foo-12.tgz"),
    ("*.zip", "x.ZIP"), ("[ab]", "a"), ("stable/*", "stable2/x"), ("stable/*", "/stable/x"),
    ("a*c", "abcd"), ("\u{e9}", "e\u{301}"), ("", "a"),
  ])
  func `does not match`(pattern: String, path: String) {
    #expect(!PathPattern(pattern).matches(TargetPath(path)))
  }

  @Test func `a hostile pattern is not exponential`() {
    let pattern = PathPattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(TargetPath(String(repeating: "a", count: 4000))))
  }
}
