import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct StigmerupUsageTests {
  let home: StigmerupHome

  init() throws { home = try StigmerupHome() }

  @Test func `--version names the program and its version`() throws {
    let run = try home.stigmerup("--version")
    #expect(run.output == "stigmerup 0.1.0\n")
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func `without arguments it shows its help`() throws {
    let run = try home.stigmerup()
    #expect(run.output.contains("SUBCOMMANDS:") && run.status == 0)
  }

  static let commands = [
    "install", "uninstall", "list", "link", "update", "check", "default", "show", "which", "run",
    "pin", "override", "override set", "override unset", "override list", "toolchain",
    "toolchain install", "toolchain uninstall", "toolchain list", "toolchain link", "self",
    "self install", "self update", "self uninstall", "init",
  ]

  @Test(arguments: commands)
  func `every command has help with an example`(command: String) throws {
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      command.split(separator: " ").map(String.init) + ["--help"], environment: home.environment,
      in: home.project)
    #expect(run.status == 0)
    #expect(run.output.contains("Example") && run.output.contains("\n  stigmerup "))
    #expect(run.errors == "")
  }

  @Test func `no option is listed twice`() throws {
    for command in Self.commands {
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"),
        command.split(separator: " ").map(String.init) + ["--help"], environment: home.environment,
        in: home.project)
      let options = run.output.split(separator: "\n").filter { $0.hasPrefix("  -") }
        .map { $0.split(separator: " ").prefix { $0.hasPrefix("-") }.joined() }
      #expect(Set(options).count == options.count, "\(command): \(options)")
    }
  }

  static let mistakes: [([String], String, String)] = [
    (["instal"], "there is no command 'stigmerup instal'", "did you mean 'stigmerup install'?"),
    (["frobnicate"], "there is no command 'stigmerup frobnicate'", "stigmerup --help"),
    (
      ["toolchain", "lst"], "there is no command 'stigmerup toolchain lst'",
      "did you mean 'stigmerup toolchain list'?"
    ),
    (
      ["self", "frobnicate"], "there is no command 'stigmerup self frobnicate'",
      "stigmerup self --help"
    ),
    (["install", "--bogus"], "unknown option '--bogus'", "stigmerup install --help"),
    (
      ["update", "--no-selfupdate"],
      "unknown option '--no-selfupdate'. Did you mean '--no-self-update'?",
      "stigmerup update --help"
    ),
    (["list", "stable"], "only --available takes a channel or version", "stigmerup list --help"),
    (["run", "stable"], "missing expected argument '<command> ...'", "stigmerup run --help"),
    (["run", "-x", "stable", "ls"], "unknown option '-x'", "stigmerup run --help"),
    (
      ["link", "mine"], "what is to be linked? neither a folder nor a program was named",
      "stigmerup link NAME FOLDER, or stigmerup link NAME --component stigmer=PATH"
    ),
    (
      ["link", "mine", "--component", "stigmer"], "'stigmer' is not of the form NAME=PATH",
      "--component stigmer=PATH"
    ),
    (
      ["+beta", "update"], "'+beta' means nothing to this command",
      "it goes before show, which, and the programs themselves: stigmer +beta server"
    ),
    (
      ["install", "1.4.2", "beta", "--from", "stable"],
      "'beta' cannot be asked of channel 'stable'",
      "--from is for versions: stigmerup install 1.4.2 --from stable"
    ),
    (
      ["init", "-y", "--no-install", "--default", "beta"],
      "--no-install installs nothing: --default cannot name a toolchain", "stigmerup init --help"
    ),
    (["shim-fallback"], "this is for stigmerup's shims alone", "stigmerup run SELECTOR COMMAND"),
  ]

  @Test(arguments: mistakes)
  func `a usage error is two lines and status 2`(
    arguments: [String], message: String, hint: String
  ) throws {
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(run.errors == "error: \(message)\nhint: \(hint)\n")
    #expect(run.output == "" && run.status == 2)
  }

  static let naturalWords = [
    "upgrade": "stigmerup update",
    "use": "stigmerup default SELECTOR; for this folder: stigmerup pin SELECTOR",
    "switch": "stigmerup default SELECTOR; for this folder: stigmerup pin SELECTOR",
    "ls": "stigmerup list",
    "remove": "stigmerup uninstall NAME",
    "rm": "stigmerup uninstall NAME",
    "outdated": "stigmerup check",
    "info": "stigmerup show",
    "downgrade": "stigmerup rollback; to any other version: stigmerup default VERSION",
    "versions": "stigmerup list; what can be installed: stigmerup list --available",
  ]

  @Test(arguments: naturalWords)
  func `a natural word is answered with the right command`(word: String, command: String) throws {
    let run = try home.stigmerup(word, "1.4.2")
    #expect(run.errors == "error: there is no command 'stigmerup \(word)'\nhint: \(command)\n")
    #expect(run.output == "" && run.status == 2)
  }

  @Test func `natural words are known below toolchain and self too`() throws {
    let list = try home.stigmerup("toolchain", "ls")
    #expect(list.errors.hasSuffix("hint: stigmerup list\n") && list.status == 2)
    let removal = try home.stigmerup("self", "rm")
    #expect(removal.errors.hasSuffix("hint: stigmerup self uninstall\n") && removal.status == 2)
  }

  @Test func `color is used where it was asked for and nowhere else`() throws {
    let always = try home.stigmerup("--color", "always", "show")
    #expect(always.errors.hasPrefix("\u{1B}[1;31merror:\u{1B}[0m "))
    let after = try home.stigmerup("show", "--color=always")
    #expect(after.errors == always.errors)
    #expect(try home.stigmerup("show").errors.hasPrefix("error: "))
    let bad = try home.stigmerup("show", "--color", "red")
    #expect(bad.status == 2)
  }

  @Test(.enabled(if: StigmerupRun.hasTerminal, "needs script(1)"))
  func `a terminal gets color, unless NO_COLOR is set or it is dumb`() throws {
    func errors(_ variables: [String: String]) throws -> String {
      home.variables = variables
      return try StigmerupRun.atTerminal(
        StigmerupRun.programs.appending("stigmerup"), "show", environment: home.environment,
        in: home.project
      ).output
    }
    #expect(try errors([:]).hasPrefix("\u{1B}[1;31merror:"))
    #expect(try errors(["NO_COLOR": "1"]).hasPrefix("error:"))
    #expect(try errors(["TERM": "dumb"]).hasPrefix("error:"))
  }
}
