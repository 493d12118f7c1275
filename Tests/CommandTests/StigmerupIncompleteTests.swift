import Host
import SystemPackage
import TestSupport
import Testing

/// Repositories that lack what they list, homes that a killed command left, and locks that others hold.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupIncompleteTests {
  private let hint =
    "hint: it may be on its way there: try again later, use another mirror, or tell the publisher\n"

  private func removeObjects(
    of repository: StigmerupRepository, where matches: ([UInt8]) -> Bool
  ) throws {
    let objects = try Directory(repository.path).openDirectory("objects")
    for name in try objects.names() where matches(try objects.readFile(name, limit: 1 << 20)) {
      try objects.removeFile(name)
    }
  }

  @Test func `a manifest that is missing is told by its release`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try removeObjects(of: repository) { _ in true }
    let before = try repository.state()
    let run = try repository.stigmerup("install", "beta")
    #expect(
      run.errors.hasPrefix(
        "error: the repository lists the manifest of 1.1.0-beta.1, and does not have it: "
          + "there is no 'objects/"))
    #expect(run.errors.hasSuffix("'\n\(hint)") && run.status == 1, "\(run.errors)")
    #expect(try repository.state() == before)
  }

  @Test func `an object that is missing is told by its component and release`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try removeObjects(of: repository) { $0.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }
    let run = try repository.stigmerup("install", "beta")
    #expect(
      run.errors.contains(
        "error: the repository lists the files of agent-runner of 1.1.0-beta.1, and does not "))
    #expect(run.errors.hasSuffix("'\n\(hint)") && run.output == "" && run.status == 1)
  }

  @Test func `an index that is missing is told by its channel`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try Directory(repository.path).openDirectory("targets").removeTree("beta")
    let run = try repository.stigmerup("install", "beta")
    #expect(
      run.errors.hasPrefix(
        "error: the repository lists the index of channel 'beta', and does not have it: "))
    #expect(run.errors.hasSuffix("'\n\(hint)") && run.status == 1, "\(run.errors)")
  }

  // MARK: what a killed command left

  @Test(arguments: [["update"], ["default", "stable"], ["override", "set", "stable"]])
  func `what a killed update left is swept by the next command that changes something`(
    arguments: [String]
  ) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable", smokeTest: "stigmer waits")
    try repository.person.scratch.write("waiting", "")
    let update = try BackgroundProcess(
      repository.person.home.appending("bin/stigmerup").string, ["update", "--no-self-update"],
      environment: Environment(repository.person.environment))
    #expect(try Eventually.holds { try repository.person.scratch.read("waits") != nil })
    update.end()
    try Directory(repository.person.scratch.path).removeFile("waiting")
    let staging = try Directory(repository.person.home).openDirectory("staging")
    #expect(try !staging.names().isEmpty)
    // Its tree is in the way of nothing: the channel is where it was.
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let next = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project)
    #expect(next.status == 0, "\(next.errors)")
    #expect(try staging.names() == [])
  }

  @Test func `an update with nothing to do sweeps, too`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.person.scratch.write("home/staging/left/tree/components/stigmer/stigmer", "?")
    let run = try repository.stigmerup("update")
    #expect(run.output == "stable   1.0.0 (unchanged)\n" && run.status == 0)
    #expect(try Directory(repository.person.home).openDirectory("staging").names() == [])
  }

  // MARK: waiting

  @Test(arguments: [
    ("4711 stigmerup update", "4711 stigmerup update"), ("", "one that has not said what it does"),
  ])
  func `who waits says whom for`(note: String, told: String) throws {
    let home = try StigmerupHome.usual()
    let holder = try BackgroundProcess(
      script: "exec 9>>\"$1\"; flock -x 9; echo \"$2\" >\"$1\"; echo ready; read x",
      ["\(home.home)/lock", note])
    #expect(holder.line() == "ready")
    let command = try BackgroundProcess(
      "/bin/sh",
      [
        "-c", "exec \"$0\" override set 1.5 2>&1",
        StigmerupRun.programs.appending("stigmerup").string,
      ], workingDirectory: home.project, environment: Environment(home.environment))
    #expect(command.line() == "waiting for another stigmerup: \(told)")
    holder.end()
    #expect(command.line() == "~/project uses 1.5")
  }
}
