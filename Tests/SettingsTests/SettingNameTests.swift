import Model
import Settings
import Testing

/// Settings changed one by one, everything else in the file kept.
@Suite struct SettingNameTests {
  private static let file = """
    # chosen in May
    repository = ["https://one.example", "file:///srv/two"]  # the second is ours
    auto-install = true   # yes

    [beta]
    # beta is tried for us
    min-release-age = "3d"

    """

  private func change(
    _ name: SettingName, to value: String?, in text: String = file
  ) throws -> String {
    try name.text(setting: value, in: text, path: "settings.toml")
  }

  private func parse(_ text: String) throws -> Settings {
    try Settings(parsing: Array(text.utf8), path: "settings.toml")
  }

  @Test(arguments: [
    (SettingName.profile, "minimal", "minimal"), (.autoInstall, "no", "false"),
    (.selfUpdate, "0", "false"), (.updateNotice, "off", "false"),
    (.repository, "https://a.example, https://b.example", "https://a.example,https://b.example"),
    (.cacert, "/etc/ca \"x\".pem", "/etc/ca \"x\".pem"), (.minReleaseAge, "24h", "24h"),
    (.stableMinReleaseAge, "2w", "14d"), (.betaMinReleaseAge, "0", "0"),
    (.devMinReleaseAge, "90m", "90m"), (.gcUnusedFor, "7d", "7d"),
  ])
  func `every setting that is written reads back, and comments stay`(
    name: SettingName, value: String, told: String
  ) throws {
    let changed = try change(name, to: value)
    let settings = try parse(changed)
    #expect(name.text(in: settings) == told)
    #expect(settings.ownNames.contains(name) && settings.unknownKeys == [])
    for comment in ["# chosen in May", "# the second is ours", "# yes", "# beta is tried for us"] {
      #expect(changed.contains(comment))
    }
    let without = try parse(try change(name, to: nil, in: changed))
    #expect(!without.ownNames.contains(name))
  }

  @Test(arguments: [
    (SettingName.profile, "big"), (.autoInstall, "maybe"), (.repository, " , "), (.cacert, ""),
    (.minReleaseAge, "24"), (.betaMinReleaseAge, "soon"), (.gcUnusedFor, "-1d"),
  ])
  func `a value that is none is refused`(name: SettingName, value: String) throws {
    let error = #expect(throws: SettingError.self) { try change(name, to: value) }
    #expect(error?.message.hasPrefix("'\(value)' is no value for '\(name.rawValue)'") == true)
  }

  @Test func `a form that the editor does not know is left alone`() throws {
    let text = "beta.min-release-age = \"1d\"\n"
    let error = #expect(throws: SettingError.self) {
      try change(.betaMinReleaseAge, to: "2d", in: text)
    }
    #expect(error == .cannotEdit("settings.toml", "beta.min-release-age"))
    #expect(throws: SettingError.self) { try change(.betaMinReleaseAge, to: nil, in: text) }
  }

  @Test func `a person's settings lie over the administrator's`() throws {
    let shared = try parse(
      "profile = \"minimal\"\nauto-install = false\n[dev]\nmin-release-age = \"1d\"\n")
    let own = try Settings(
      parsing: Array("auto-install = true\n".utf8), path: "settings.toml", over: shared)
    #expect(own.profile == .minimal && own.autoInstall)
    #expect(own.minimumAges == [.dev: .days(1)])
    #expect(own.ownNames == [.autoInstall])
  }

  @Test func `unknown keys of a channel's table are told`() throws {
    let unknown = try parse("\n[beta]\nrelease-age = \"1d\"\n").unknownKeys
    #expect(unknown.map(\.name) == ["beta.release-age"] && unknown.first?.line == 2)
    let error = #expect(throws: FormatError.self) { try parse("[beta]\nmin-release-age = 3\n") }
    #expect(error?.path == "beta.min-release-age")
  }
}
