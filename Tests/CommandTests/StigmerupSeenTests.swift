import Host
import SystemPackage
import TestSupport
import Testing

/// `pin` and `override set` of what no release matches, as far as this home has seen: done, and said.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupSeenTests {
  private let warning = """
    warning: no release that this home has seen in 'stable' matches '1.7'
    hint: the newest it has seen is 1.0.0; to look again: stigmerup list --available

    """

  private func offline() throws -> StigmerupRepository {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try Directory(repository.person.scratch.path).removeTree("repo")
    return repository
  }

  @Test func `pin does it with a warning, offline too`() throws {
    let repository = try offline()
    let run = try repository.stigmerup("pin", "1.7")
    #expect(run.output == "~/project/stigmer-toolchain.toml says \"1.7\" now\n")
    #expect(run.errors == warning && run.status == 0)
    #expect(
      try repository.person.scratch.read("user/project/stigmer-toolchain.toml")
        == "[toolchain]\nchannel = \"1.7\"\n")
  }

  @Test func `override set does it with a warning, offline too`() throws {
    let run = try offline().stigmerup("override", "set", "1.7")
    #expect(run.output == "~/project uses 1.7\n")
    #expect(run.errors == warning && run.status == 0)
  }

  @Test(arguments: ["1.0", "1.0.0", "1", "stable", "latest", "beta", "dev"])
  func `what was seen, and what nobody looked at, needs no warning`(selector: String) throws {
    let repository = try offline()
    for command in [["pin"], ["override", "set"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), command + [selector],
        environment: repository.person.environment, in: repository.person.project)
      #expect(run.errors == "" && run.status == 0, "\(run.errors)")
    }
  }

  @Test func `a stored index that cannot be read says nothing`() throws {
    let repository = try offline()
    try repository.person.scratch.write("home/trust/index/stable.json", "<html>")
    let run = try repository.stigmerup("pin", "1.7")
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `a misspelt channel is refused with what was meant`() throws {
    let repository = try offline()
    for command in [["pin"], ["override", "set"], ["default"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), command + ["stabel"],
        environment: repository.person.environment, in: repository.person.project)
      #expect(
        run.errors == """
          error: 'stabel' names no channel, version or linked build
          hint: did you mean 'stable'?

          """)
      #expect(run.output == "" && run.status == 2)
    }
  }
}
