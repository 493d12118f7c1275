import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `settings` and `show settings`
@Suite struct StigmerupSettingsTests {
  let home: StigmerupHome

  init() throws {
    home = try StigmerupHome.usual()
    home.variables["STIGMERUP_SYSTEM_SETTINGS"] = home.scratch.path.appending("etc.toml").string
    try home.scratch.write(
      "home/settings.toml", "# ours\nprofile = \"minimal\"  # small\n\n[dev]\n# tried daily\n")
  }

  private func settings() throws -> String? { try home.scratch.read("home/settings.toml") }

  @Test func `a setting is set, read and taken out; comments survive`() throws {
    let run = try home.stigmerup("settings", "set", "auto-install", "no")
    #expect(run.output == "auto-install is now false\n" && run.errors == "" && run.status == 0)
    #expect(try home.stigmerup("settings", "get", "auto-install").output == "false\n")
    #expect(
      try home.stigmerup("settings", "set", "dev.min-release-age", "24h").output
        == "dev.min-release-age is now 24h\n")
    #expect(
      try settings() == """
        # ours
        profile = "minimal"  # small
        auto-install = false

        [dev]
        # tried daily
        min-release-age = "24h"

        """)
    #expect(
      try home.stigmerup("settings", "set", "auto-install", "off").output
        == "auto-install is false\n")
    #expect(
      try home.stigmerup("settings", "unset", "auto-install").output
        == "auto-install is no longer set here; what holds is true\n")
    #expect(
      try home.stigmerup("settings", "unset", "auto-install").output
        == "auto-install was not set here; what holds is true\n")
    #expect(try home.stigmerup("settings", "get", "dev.min-release-age").output == "24h\n")
  }

  @Test func `unknown names are refused with what was meant`() throws {
    for words in [
      ["set", "min-relase-age", "1d"], ["get", "min-relase-age"], ["unset", "min-relase-age"],
    ] {
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"), ["settings"] + words,
        environment: home.environment, in: home.project)
      #expect(
        run.errors == """
          error: there is no setting 'min-relase-age'
          hint: did you mean 'min-release-age'?

          """)
      #expect(run.status == 1 && run.output == "")
    }
    #expect(
      try home.stigmerup("settings", "get", "colour").errors
        .contains("hint: to see all of them: stigmerup settings list\n"))
  }

  @Test(arguments: [
    ("profile", "big", "minimal, standard or complete"),
    ("auto-install", "perhaps", "true or false"),
    ("min-release-age", "24", "a time such as 90m, 24h, 30d or 2w (0 is none)"),
  ])
  func `a value that is none changes nothing`(name: String, value: String, wanted: String) throws {
    let before = try settings()
    let run = try home.stigmerup("settings", "set", name, value)
    #expect(
      run.errors.hasPrefix("error: '\(value)' is no value for '\(name)', which is \(wanted)\n"))
    #expect(try settings() == before && run.status == 1)
  }

  @Test(arguments: ["ftp://example.org", "http://example.org", "nonsense"])
  func `a location that cannot be one is refused`(location: String) throws {
    let before = try settings()
    let run = try home.stigmerup("settings", "set", "repository", location)
    #expect(run.errors.hasPrefix("error: ") && run.status == 1)
    #expect(try settings() == before)
  }

  @Test func `a certificates' file must be there, and is written with its whole path`() throws {
    #expect(try home.stigmerup("settings", "set", "cacert", "ca.pem").status == 1)
    try home.scratch.write("user/project/ca.pem", "")
    let run = try home.stigmerup("settings", "set", "cacert", "ca.pem")
    #expect(run.output == "cacert is now \(home.project)/ca.pem\n")
  }

  @Test func `what is not set has no value`() throws {
    let run = try home.stigmerup("settings", "get", "beta.min-release-age")
    #expect(
      run.errors == """
        error: 'beta.min-release-age' is not set
        hint: stigmerup settings set beta.min-release-age VALUE

        """)
    #expect(run.status == 1)
  }

  @Test func `show settings says where each value comes from`() throws {
    try home.scratch.write(
      "etc.toml",
      "profile = \"complete\"\nself-update = false\nrepository = \"https://a:b@one.example/x\"\n")
    home.variables["STIGMERUP_AUTO_INSTALL"] = "0"
    let run = try home.stigmerup("show", "settings")
    let rows = run.output.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }
    let shared = home.scratch.path.appending("etc.toml").string
    #expect(rows.count == 11 && run.errors == "" && run.status == 0)
    #expect(
      rows[0].prefix(2) == ["profile", "minimal"]
        && run.output.contains("\(home.home)/settings.toml"))
    #expect(rows[1] == ["auto-install", "false", "variable", "STIGMERUP_AUTO_INSTALL"])
    #expect(run.output.contains("self-update             false") && run.output.contains(shared))
    #expect(rows[3] == ["update-notice", "true", "default"])
    #expect(!run.output.contains("a:b@") && run.output.contains("one.example/x"))
    #expect(try home.stigmerup("settings", "list").output == run.output)
  }

  @Test func `show settings answers in JSON`() throws {
    try home.scratch.write("etc.toml", "self-update = false\n")
    home.variables["STIGMERUP_CACERT"] = "/ca.pem"
    let answer = try home.stigmerup("show", "settings", "--json").json()
    var found: [String: [String: String]] = [:]
    for setting in try answer.required("settings").elements() {
      var fields: [String: String] = [:]
      for (name, value) in try setting.namedFields() { fields[name] = try value.string() }
      found[fields["name"] ?? ""] = fields
    }
    #expect(found["profile"]?["file"] == "\(home.home)/settings.toml")
    #expect(found["self-update"]?["value"] == "false")
    #expect(found["self-update"]?["file"] == "\(home.scratch.path)/etc.toml")
    #expect(found["cacert"]?["variable"] == "STIGMERUP_CACERT")
    #expect(found["auto-install"]?["source"] == "default")
    #expect(found["dev.min-release-age"]?["value"] == nil)
  }

  @Test func `a damaged file is not edited`() throws {
    try home.scratch.write("home/settings.toml", "profile = \n")
    let run = try home.stigmerup("settings", "set", "profile", "minimal")
    #expect(run.errors.contains("line 1") && run.status == 1)
    #expect(try settings() == "profile = \n")
  }
}
