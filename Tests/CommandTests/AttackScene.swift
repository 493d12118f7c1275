import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Somebody has 1.0.0 of stable, and a repository that was sound when they got it.
struct AttackScene {
  let repository: StigmerupRepository
  let forger: RepositoryForger

  /// - Parameter offering: A release that stable has since.
  init(offering: String? = nil) throws {
    repository = try StigmerupRepository.usual()
    let run = try repository.initialize()
    try #require(run.status == 0, "\(run.errors)")
    if let offering { try repository.publish(offering, to: "stable") }
    forger = try RepositoryForger(repository)
  }

  /// The update is refused with one error, which says `words`; what is installed is as before, and runs.
  func expectRefusal(
    _ words: String..., hint: String? = nil, wrapper: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try repository.state()
    let running = try repository.stigmer("x").output
    #expect(running.hasPrefix("stigmer 1."), sourceLocation: sourceLocation)
    let run = try repository.stigmerup("update", wrapper: wrapper)
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    for text in words {
      #expect(
        errors.first?.contains(text) == true, "'\(text)' is not in \(run.errors)",
        sourceLocation: sourceLocation)
    }
    if let hint {
      #expect(run.errors.contains(hint), "\(run.errors)", sourceLocation: sourceLocation)
    }
    #expect(run.output == "" && run.status == 1, "\(run)", sourceLocation: sourceLocation)
    #expect(try repository.state() == before, sourceLocation: sourceLocation)
    #expect(try repository.stigmer("x").output == running, sourceLocation: sourceLocation)
  }

  /// The update works, and brings `version`.
  func expectUpdate(to version: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let run = try repository.stigmerup("update")
    #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(
      try repository.stigmer("x").output == "stigmer \(version): x\n",
      sourceLocation: sourceLocation)
  }

  /// The bytes that the trust holds of a role.
  func trusted(_ role: RoleName) throws -> [UInt8]? {
    try Directory(repository.person.home).readFileIfPresent(
      "trust/\(role.fileName())", limit: 1 << 20)
  }
}
