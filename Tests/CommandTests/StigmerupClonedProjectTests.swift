import Host
import SystemPackage
import TestSupport
import Testing

/// A pin in a project that somebody else wrote: it can choose among what is signed, and nothing else.
struct StigmerupClonedProjectTests {
  /// What a clone may bring in place of a channel; each line stands in `[toolchain]`.
  static let pins = [
    "channel = \"mine\"", "channel = \"/tmp/evil\"", "channel = \"../../evil\"",
    "channel = \"file:///tmp/evil\"", "channel = \"https://evil.example/stigmer\"",
    "channel = \"-rf\"", "channel = \"+stable\"", "channel = \"\"", "channel = \"a\\u001b[2J\"",
    "channel = \"stable\"\npath = \"/tmp/evil\"",
    "channel = \"stable\"\nrepository = \"https://evil.example\"",
    "channel = \"stable\"\ncomponents = [\"../evil\"]",
    "channel = \"stable\"\n[settings]\nrepository = \"https://evil.example\"",
    "channel = \"stable\"\n[=", "x = [[[\n}", "channel = \"1.4.2\u{0}\"",
    String(repeating: "a.", count: 30_000) + "a = 1",
  ]

  @Test(arguments: pins)
  func `such a pin runs nothing, and is refused in one sentence`(pin: String) throws {
    let scene = try StigmerupHome.usual()
    try link("mine", in: scene)
    let shim = StigmerupRun.programs.appending("stigmer-shim").string
    let program = scene.home.appending("bin/stigmer")
    try scene.link("bin/stigmer", shim).link(
      "bin/stigmerup", StigmerupRun.programs.appending("stigmerup").string)
    let sound = try run(program, in: scene)
    #expect(sound.output.hasPrefix("stigmer 1.4.2: x\n"), "\(sound.errors)")

    try scene.scratch.write(
      "user/project/stigmer-toolchain.toml", "[toolchain]\n\(pin)\n")
    let before = try scene.scratch.snapshot("home")
    let result = try run(program, in: scene)
    let errors = result.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(result.output == "" && result.status == 1, "\(result.errors)")
    #expect(errors.count == 1, "\(result.errors)")
    #expect(!result.errors.utf8.contains { $0 < 0x20 && $0 != 0x0A })
    #expect(result.errors.utf8.count < 4096)
    #expect(try scene.scratch.snapshot("home") == before)
  }

  /// A linked build that would show itself.
  private func link(_ name: String, in scene: StigmerupHome) throws {
    try scene.scratch.write("evil/stigmer", "#!/bin/sh\necho evil\n", mode: 0o755)
    try scene.scratch.write(
      "home/linked/\(name)/toolchain.json",
      #"{"schema":1,"kind":"linked","name":"mine","installed":"2026-11-01T10:00:00Z"}"#)
    try scene.link(
      "linked/\(name)/bin/stigmer", scene.scratch.path.appending("evil/stigmer").string)
    try scene.link("toolchains/\(name)", "../linked/\(name)")
  }

  private func run(_ program: FilePath, in scene: StigmerupHome) throws -> StigmerupRun {
    try StigmerupRun.run(program, ["x"], environment: scene.environment, in: scene.project)
  }
}
