import Model
import TestSupport
import Testing
import Trust

/// One changed byte anywhere in a signed file: it is refused, or it meant nothing.
struct MutationTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4]

  @Test(arguments: seeds)
  func `a changed byte never changes what is trusted`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let repository = try RepositorySimulator(keyCount: 2, threshold: 2)
    try repository.delegate(to: "stable", paths: ["stable/*"])
    repository.addTarget("x/y", "content")
    let targets = try #require(repository.targets[.targets])
    let bytes = try repository.sign(targets, .targets)
    let authority = try #require(repository.root.authority(for: .targets))
    let original = try Signed<Targets>(parsing: bytes, path: "targets.json")

    var refused = 0
    for _ in 0..<300 {
      var altered = bytes
      let position = Int.random(in: bytes.indices, using: &random)
      altered[position] = UInt8.random(in: 0...255, using: &random)
      do throws(TrustError) {
        let file = try Signed<Targets>(parsing: altered, path: "targets.json")
        try file.check(by: authority, path: "targets.json")
        #expect(file.message == original.message)
        #expect(file.content == original.content)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 200)
  }

  @Test(arguments: seeds)
  func `noise made of metadata's own pieces is read or refused, never more`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"signed\"", "\"signatures\"", "\"_type\"", "\"root\"", "1",
      "\"\\ud83c\"", "-", "null", "\"keys\"", "\"roles\"", "\u{0}", "é", "1e9",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...40, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(throws: TrustError.self) {
        _ = try Signed<Root>(parsing: Array(text.utf8), path: "root.json")
      }
    }
  }
}
