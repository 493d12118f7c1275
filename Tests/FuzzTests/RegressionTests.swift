import FuzzTargets
import Host
import SystemPackage
import Testing

/// What the fuzzer once found stays found: `Tests/FuzzRegressions/<target>/<what it was>`.
@Suite struct RegressionTests {
  private static let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .appending("FuzzRegressions")

  /// As `<target>/<file>`.
  private static let inputs: [String] = {
    do {
      let folder = try Directory(Self.folder)
      return try folder.names().flatMap { target in
        try folder.openDirectory(target).names().map { "\(target)/\($0)" }
      }
    } catch {
      preconditionFailure("the project's own files are there: \(error)")
    }
  }()

  @Test(arguments: inputs)
  func `what the fuzzer found is right now`(input: String) throws {
    let name = String(input.prefix { $0 != "/" })
    let target = try #require(FuzzTarget.named(name), "there is no target '\(name)'")
    try target.check(Directory(Self.folder).readFile(input, limit: 1 << 20))
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `what the programs make is right`(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let seeds = try target.seeds()
    #expect(!seeds.isEmpty)
    for seed in seeds {
      #expect(seed.count <= target.longest)
      try target.check(seed)
      // What a transfer cut short leaves.
      for length in stride(from: 0, to: seed.count, by: max(1, seed.count / 40)) {
        try target.check(Array(seed[..<length]))
      }
    }
  }
}
