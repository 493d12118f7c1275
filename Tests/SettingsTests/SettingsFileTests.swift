import Model
import Settings
import Testing

@Suite struct SettingsFileTests {
  private func parse(_ text: String) throws -> Settings {
    try Settings(parsing: Array(text.utf8), path: "settings.toml")
  }

  @Test(arguments: ["", "# nothing"])
  func `everything has a default`(text: String) throws {
    let settings = try parse(text)
    #expect(settings == Settings())
    #expect(settings.profile == .standard)
    #expect(settings.autoInstall)
    #expect(settings.selfUpdate)
    #expect(settings.repositories == [])
    #expect(settings.certificateFile == nil)
  }

  @Test func `every setting is read`() throws {
    let settings = try parse(
      """
      profile = "minimal"
      auto-install = false
      self-update = false
      repository = ["https://one.example", "file:///srv/two"]
      cacert = "/etc/ca.pem"
      """)
    #expect(settings.profile == .minimal)
    #expect(!settings.autoInstall)
    #expect(!settings.selfUpdate)
    #expect(settings.repositories == ["https://one.example", "file:///srv/two"])
    #expect(settings.certificateFile == "/etc/ca.pem")
    #expect(settings.unknownKeys == [])
  }

  @Test func `one repository needs no list`() throws {
    #expect(
      try parse("repository = \"https://one.example\"").repositories == ["https://one.example"])
  }

  @Test func `keys of a later version are kept and told`() throws {
    let settings = try parse("zeta = 1\n[alpha]\nx = true\n")
    #expect(settings.unknownKeys.map(\.name) == ["alpha", "zeta"])
    #expect(settings.unknownKeys.map(\.line) == [2, 1])
    #expect(settings.unknownKeys.allSatisfy { $0.meant == nil })
  }

  @Test(arguments: [
    ("# mine\nprofil = \"minimal\"\n", "profil", 2, "profile"),
    ("cacert = \"\"\"\nprofil = 1\"\"\"\n\nself_update = true", "self_update", 4, "self-update"),
    ("autoinstall.x = 1", "autoinstall", 1, "auto-install"),
    ("[repositry.main]\nurl = 1", "repositry", 1, "repository"),
  ])
  func `a misspelt key is told with its line and what was meant`(
    text: String, name: String, line: Int, meant: String
  ) throws {
    let keys = try parse(text).unknownKeys
    #expect(keys.map(\.name) == [name])
    #expect(keys.map(\.line) == [line] && keys.map(\.meant) == [meant])
  }

  @Test(arguments: [
    ("profile = \"big\"", "profile"), ("profile = 1", "profile"),
    ("auto-install = \"yes\"", "auto-install"), ("self-update = 1", "self-update"),
    ("repository = 1", "repository"), ("repository = [1]", "repository.0"),
    ("cacert = []", "cacert"),
  ])
  func `a wrong value is refused with its key`(text: String, path: String) throws {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.path == path)
    #expect(error?.message.hasPrefix("'settings.toml' cannot be used: '\(path)' should ") == true)
  }

  @Test func `a setting that was edited reads back`() throws {
    var editor = TOMLEditor("# mine\nprofile = \"minimal\" # small\n")
    editor.set("repository", in: "", to: TOMLEditor.quoted(["https://a", "https://b"]))
    editor.set("profile", in: "", to: TOMLEditor.quoted("complete"))
    #expect(editor.text.hasPrefix("# mine\nprofile = \"complete\" # small\n"))
    let settings = try parse(editor.text)
    #expect(settings.repositories == ["https://a", "https://b"])
    #expect(settings.profile == .complete)
  }
}
