import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `rollback`, `history` and held channels, in a home made by hand: its repository leads nowhere.
@Suite struct StigmerupRollbackTests {
  let home: StigmerupHome

  /// stable was 1.3.0, 1.4.2 and is 1.5.0; all are here.
  init() throws {
    home = try StigmerupHome().installed()
    for (number, version) in ["1.3.0", "1.4.2", "1.5.0"].enumerated() {
      let digit = Character(String(number + 1))
      try home.release(version, digit: digit)
      try state(1, of: digit, version)
    }
    try generations(
      "1\t2026-11-01T10:00:00Z\t1.3.0\t\(Self.digest("1"))\tfree",
      "2\t2026-11-08T10:00:00Z\t1.4.2\t\(Self.digest("2"))\tfree",
      "3\t2026-11-15T10:00:00Z\t1.5.0\t\(Self.digest("3"))\tfree")
    try home.channel("stable", "1.5.0").defaulting(to: "channels/stable")
  }

  private static func digest(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  private func generations(_ lines: String..., of channel: String = "stable") throws {
    try home.scratch.write(
      "home/generations/\(channel)", lines.map { "\n\($0)\n" }.joined())
  }

  private func state(_ number: Int, of digit: Character, _ version: String) throws {
    try home.scratch.write(
      "home/trees/\(home.tree(digit).lastComponent?.string ?? "")/manifest.json",
      """
      {"format":1,"product":"stigmer","version":"\(version)","state-version":\(number),"components":{}}
      """)
  }

  private func link() throws -> String? { try Directory(home.home).readLink("channels/stable") }

  @Test func `rollback returns to the release before and holds it, again and again`() throws {
    let run = try home.stigmerup("rollback")
    #expect(run.output == "stable was 1.5.0, and is 1.4.2 now, held there\n" && run.status == 0)
    #expect(run.errors == "to let it move again: stigmerup update --unhold stable\n")
    #expect(try link() == "../toolchains/1.4.2")
    #expect(try home.stigmerup("rollback", "stable").output.contains("is 1.3.0 now"))
    let none = try home.stigmerup("rollback")
    #expect(
      none.errors == """
        error: 'stable' had no other release than 1.3.0 on this machine: there is nothing to return to
        hint: another release: stigmerup list --available stable

        """)
    #expect(none.status == 1)
  }

  @Test func `history lists the generations, the last one first`() throws {
    #expect(try home.stigmerup("rollback").status == 0)
    try Directory(home.home).removeFile("toolchains/1.3.0")
    let run = try home.stigmerup("history")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4 && run.errors == "" && run.status == 0)
    #expect(lines.first?.hasPrefix("4  ") == true)
    #expect(lines.first?.hasSuffix("  1.4.2  current, held") == true)
    #expect(
      lines.dropFirst() == [
        "3  2026-11-15T10:00:00Z  1.5.0", "2  2026-11-08T10:00:00Z  1.4.2",
        "1  2026-11-01T10:00:00Z  1.3.0  not installed",
      ])
  }

  @Test func `history answers in JSON`() throws {
    let answer = try home.stigmerup("history", "stable", "--json").json()
    #expect(try answer.required("channel").string() == "stable")
    let generations = try answer.required("generations").elements()
    #expect(try generations.map { try $0.required("number").integer(in: 1...9) } == [3, 2, 1])
    #expect(try generations[0].required("current").boolean())
    #expect(try !generations[1].required("current").boolean())
    #expect(try !generations[0].required("held").boolean())
    #expect(try generations[0].required("installed").boolean())
    #expect(try generations[2].required("version").string() == "1.3.0")
  }

  @Test func `a generation can be named by its number`() throws {
    let run = try home.stigmerup("rollback", "--to", "1")
    #expect(run.output == "stable was 1.5.0, and is 1.3.0 now, held there\n")
    let wrong = try home.stigmerup("rollback", "--to", "9")
    #expect(
      wrong.errors == """
        error: 'stable' has no generation 9 on this machine
        hint: to see them: stigmerup history stable

        """)
    #expect(wrong.status == 1)
  }

  @Test func `rolling back to where it is holds it there`() throws {
    let run = try home.stigmerup("rollback", "--to", "3")
    #expect(run.output == "stable is 1.5.0, and held there\n" && run.status == 0)
    #expect(try home.stigmerup("show").output.contains("default:  stable → 1.5.0 (held)\n"))
  }

  @Test func `show and list say that a channel is held`() throws {
    #expect(try home.stigmerup("rollback").status == 0)
    #expect(try home.stigmerup("show").output.contains("default:  stable → 1.4.2 (held)\n"))
    #expect(try home.stigmerup("default").output == "stable (1.4.2, held)\n")
    #expect(try home.stigmerup("list").output.contains("1.4.2  stable (held), default"))
    let toolchains = try home.stigmerup("list", "--json").json().required("toolchains").elements()
    let held = try toolchains.map { try $0.required("held").elements().map { try $0.string() } }
    #expect(held == [[], ["stable"], []])
  }

  @Test func `a release that is gone is said, with the way back`() throws {
    try Directory(home.home).removeFile("toolchains/1.4.2")
    let before = try home.scratch.snapshot("home")
    let run = try home.stigmerup("rollback")
    #expect(
      run.errors == """
        error: 1.4.2, which 'stable' had before, is no longer installed; nothing was changed
        hint: stigmerup install 1.4.2 --from stable, then: stigmerup rollback stable --to 2

        """)
    #expect(run.status == 1)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test func `other bytes under the same version are refused`() throws {
    try Directory(home.home).removeFile("toolchains/1.4.2")
    try home.release("1.4.2", digit: "e")
    let run = try home.stigmerup("rollback")
    #expect(
      run.errors.hasPrefix("error: the 1.4.2 on this machine is not the one that 'stable' had"))
    #expect(try link() == "../toolchains/1.5.0" && run.status == 1)
  }

  @Test func `without a channel it is the one in use, and with none it says so`() throws {
    try home.channel("beta", "1.5.0")
    try generations(
      "1\t2026-11-01T10:00:00Z\t1.4.2\t\(Self.digest("2"))\tfree",
      "2\t2026-11-02T10:00:00Z\t1.5.0\t\(Self.digest("3"))\tfree", of: "beta")
    home.variables["STIGMERUP_TOOLCHAIN"] = "beta"
    #expect(try home.stigmerup("rollback").output.hasPrefix("beta was 1.5.0, and is 1.4.2 now"))
    home.variables["STIGMERUP_TOOLCHAIN"] = "1.5.0"
    #expect(try home.stigmerup("rollback").output.hasPrefix("stable was 1.5.0"))
    try home.defaulting(to: "toolchains/1.5.0")
    let run = try home.stigmerup("rollback")
    #expect(
      run.errors == """
        error: no channel is in use here, but '1.5.0'
        hint: name it: stigmerup rollback stable

        """)
    #expect(run.status == 1)
    let beta = try home.stigmerup("rollback", "dev")
    #expect(beta.errors.hasPrefix("error: channel 'dev' is not installed\n") && beta.status == 1)
  }

  @Test func `downgrade points to rollback`() throws {
    let run = try home.stigmerup("downgrade")
    #expect(run.errors.contains("hint: stigmerup rollback;") && run.status == 2)
  }

  // MARK: stigmer's data

  @Test func `an older form of stigmer's data is asked about first`() throws {
    try state(2, of: "3", "1.5.0")
    try home.scratch.write("user/.stigmer/data/kept", "kept")
    let before = try home.scratch.snapshot()
    let run = try home.stigmerup("rollback")
    #expect(
      run.errors == """
        warning: 1.4.2 knows stigmer's data up to version 1, and 1.5.0, which is installed here too, writes version 2: the data may be newer than the program
        first stop the server (stigmer server stop), and copy ~/.stigmer/data elsewhere; stigmerup never touches it
        error: cannot ask without a terminal
        hint: stigmerup rollback -y

        """)
    #expect(run.status == 1 && run.output == "")
    #expect(try home.scratch.snapshot() == before)
    let sure = try home.stigmerup("rollback", "-y")
    #expect(sure.errors.hasPrefix("warning: 1.4.2 knows") && sure.status == 0)
    #expect(try link() == "../toolchains/1.4.2")
    #expect(try home.scratch.read("user/.stigmer/data/kept") == "kept")
  }

  @Test(
    .enabled(if: StigmerupRun.hasTerminal, "needs script(1)"),
    arguments: [("n\n", 1), ("\n", 1), ("y\n", 0)])
  func `at a terminal the answer counts`(answer: String, status: Int32) throws {
    try state(2, of: "3", "1.5.0")
    let run = try StigmerupRun.atTerminal(
      StigmerupRun.programs.appending("stigmerup"), "rollback", answer: answer,
      environment: home.environment, in: home.project)
    #expect(run.output.contains("Go back all the same? [y/N] ") && run.status == status)
    #expect(try link() == "../toolchains/\(status == 0 ? "1.4.2" : "1.5.0")")
  }

  @Test func `the same form needs no question, nor does an unknown one`() throws {
    #expect(try home.stigmerup("rollback").status == 0)
    try home.scratch.write(
      "home/trees/\(home.tree("1").lastComponent?.string ?? "")/manifest.json", "{")
    #expect(try home.stigmerup("rollback").output.contains("is 1.3.0 now"))
  }
}
