import Model
import TestSupport
import Testing
import Trust

struct RootChainTests {
  private let repository: RepositorySimulator

  /// Three roots, each signed by the one before.
  init() throws {
    repository = try RepositorySimulator()
    try repository.publishRoot()
    try repository.publishRoot()
  }

  private func files(_ versions: Int...) throws -> [RootChain.File] {
    try versions.map { version in
      let path = "\(version).root.json"
      return RootChain.File(path: path, bytes: try #require(repository.served[path]))
    }
  }

  private func chain(_ files: [RootChain.File]) -> RootChain {
    RootChain(files, at: RepositorySimulator.now)
  }

  @Test func `roots that vouch for each other are told in their order`() throws {
    #expect(chain(try files(1, 2, 3)).versions == [1, 2, 3])
    #expect(chain(try files(1, 2, 3)).flaw == nil)
    // A home that was installed with a later one has no earlier ones.
    #expect(chain(try files(3)) == chain(try files(3)))
    #expect(chain(try files(2, 3)).versions == [2, 3])
    #expect(chain([]).versions == [] && chain([]).flaw == nil)
  }

  @Test func `a gap, a repetition, a stranger and garbage break the chain where they stand`() throws
  {
    #expect(chain(try files(1, 3)).versions == [1])
    #expect(chain(try files(1, 3)).flaw?.path == "3.root.json")
    #expect(chain(try files(1, 2, 2)).versions == [1, 2])
    let stranger = try RepositorySimulator()
    try stranger.publishRoot()
    let foreign = RootChain.File(
      path: "2.root.json", bytes: try #require(stranger.served["2.root.json"]))
    #expect(chain(try files(1) + [foreign]).versions == [1])
    #expect(chain(try files(1) + [foreign]).flaw?.role == .root)
    let garbage = RootChain.File(path: "x", bytes: [1, 2])
    #expect(chain([garbage]).versions == [] && chain([garbage]).flaw?.path == "x")
  }
}
