import Host
import SystemPackage
import TestSupport
import Testing

/// Releases that need a newer stigmerup: it updates itself first, and then runs the same command again, once.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupRenewalTests {
  let repository: StigmerupRepository

  init() throws {
    repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
  }

  private static let note =
    "1.1.0 needs stigmerup 0.1.1 or newer, and this is 0.1.0: stigmerup is updated first\n"

  @Test func `update brings stigmerup up to date first, and goes on`() throws {
    try repository.publishManager("0.1.1")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    let run = try repository.stigmerup("update")
    #expect(run.output == "stable   1.0.0 -> 1.1.0\n" && run.status == 0, "\(run.errors)")
    #expect(run.errors.contains(Self.note) && run.errors.contains("\nstigmerup  0.1.0 -> 0.1.1\n"))
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.1\n")
    #expect(try repository.stigmer("x").output == "stigmer 1.1.0: x\n")
  }

  @Test func `install does the same, and so does a program that a pin asks for`() throws {
    try repository.publishManager("0.1.1")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    try repository.person.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = \"1.1.0\"\n")
    let run = try repository.stigmer("a", "b c")
    #expect(run.output == "stigmer 1.1.0: a b c\n" && run.status == 0, "\(run.errors)")
    #expect(run.errors.contains(Self.note))
    try repository.publishManager("0.1.2")
    try repository.publish("1.2.0", to: "stable", minimumManager: "0.1.2")
    let install = try repository.stigmerup("install", "1.0.0", "1.2.0")
    #expect(install.status == 0 && install.output.contains("1.2.0"), "\(install.errors)")
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.2\n")
  }

  @Test func `the program started does not see that stigmerup was renewed`() throws {
    try repository.publishManager("0.1.1")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    let run = try repository.stigmerup("run", "1.1.0", "/usr/bin/env")
    #expect(run.status == 0 && !run.output.contains("STIGMERUP_RENEWED"), "\(run)")
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.1\n")
  }

  @Test(arguments: [["update", "--no-self-update"], ["--offline", "install", "1.1.0"]])
  func `where that is turned off, it is an error`(arguments: [String]) throws {
    try repository.publishManager("0.1.1")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    let before = try repository.state()
    let run = try StigmerupRun.run(
      repository.person.home.appending("bin/stigmerup"), arguments,
      environment: repository.person.environment, in: repository.person.project)
    if arguments.first == "update" {
      #expect(
        run.errors == """
          error: 1.1.0 needs stigmerup 0.1.1 or newer; this is 0.1.0
          hint: stigmerup self update

          """)
    }
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.state() == before)
  }

  @Test(arguments: [nil, "0.1.1"])
  func `when the newest is still too old, nothing is changed`(newest: String?) throws {
    if let newest { try repository.publishManager(newest) }
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.2")
    let before = try repository.state()
    for command in ["update", "install"] {
      let run = try repository.stigmerup(command, "stable")
      #expect(
        run.errors == """
          error: 1.1.0 needs stigmerup 0.1.2 or newer, and the newest one published is \
          \(newest ?? "0.1.0")
          hint: nothing was changed; an older release may do: stigmerup list --available

          """)
      #expect(run.output == "" && run.status == 1)
      #expect(try repository.state() == before)
    }
  }

  @Test func `a second run that is too old again ends there`() throws {
    try repository.publishManager("0.1.1")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    repository.person.variables["STIGMERUP_RENEWED"] = "1"
    let run = try repository.stigmerup("install", "1.1.0")
    #expect(run.errors.contains("error: 1.1.0 needs stigmerup 0.1.1 or newer, and the newest one"))
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.0\n")
  }

  @Test func `a new one that does not work ends it, and the old one stays`() throws {
    try repository.publishManager("0.1.1", behaving: "exit 5")
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    let run = try repository.stigmerup("install", "1.1.0")
    #expect(run.errors.contains("error: stigmerup 0.1.1 does not work here: "), "\(run.errors)")
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
  }

  @Test func `a first installation by an archive that is too old changes nothing`() throws {
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    try Directory(repository.person.scratch.path).removeTree("home")
    let run = try repository.initialize()
    #expect(
      run.errors.hasPrefix(
        "error: 1.1.0 needs stigmerup 0.1.1 or newer; this is 0.1.0\nhint: get "),
      "\(run.errors)")
    #expect(run.status == 1)
    #expect(try Directory(repository.person.scratch.path).status("home") == nil)
  }
}
