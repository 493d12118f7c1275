import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct StigmerupDocumentTests {
  private static let project = FilePath(#filePath).removingLastComponent()
    .removingLastComponent().removingLastComponent()
  private static let hasPython =
    ((try? Directory("/usr/bin").status("python3", followingLinks: true)) ?? nil) != nil

  @Test(.enabled(if: Self.hasPython, "needs python3"))
  func `the reference of commands is what the program says of itself`() throws {
    let home = try StigmerupHome()
    home.variables["STIGMERUP_BIN"] = StigmerupRun.programs.string
    let run = try StigmerupRun.run(
      Self.project.appending("scripts/docs"), ["--check", "stigmerup"],
      environment: home.environment, in: home.project)
    #expect(run.errors == "" && run.status == 0)
  }

  static let answers: [(command: [String], section: String)] = [
    (["show", "--json"], "show"), (["list", "--json"], "list"),
    (["which", "stigmer", "--json"], "which"), (["history", "--json"], "history"),
    (["gc", "--dry-run", "--json"], "gc"), (["settings", "list", "--json"], "settings list"),
    (["override", "list", "--json"], "override list"),
    (["pin", "--check", "--json"], "pin --check"),
  ]

  @Test(arguments: answers)
  func `every member of a JSON answer is documented`(command: [String], section: String) throws {
    let home = try StigmerupHome.usual()
    let manifest = String(repeating: "a", count: 64)
    try home.scratch.write("user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = '1.4'\n")
    try home.scratch.write(
      "user/project/stigmer-toolchain.lock",
      "schema = 1\nversion = \"1.4.2\"\nmanifest = \"\(manifest)\"\n[artifacts]\n")
    // Beside a pin an override would win; the listing needs one somewhere.
    #expect(try home.stigmerup("override", "set", "stable", "--path", "/").status == 0)
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), command, environment: home.environment,
      in: home.project)
    let text = try documentation(of: section)
    for (name, value) in try run.json().namedFields() where name != "schema" {
      #expect(text.contains("`\(name)`"), "\(name)")
      if name == "active" {
        for (inner, _) in try value.namedFields() { #expect(text.contains("`active.\(inner)`")) }
      }
    }
    #expect(try run.json().required("schema").integer(in: 1...1) == 1)
  }

  private func documentation(of section: String) throws -> Substring {
    let bytes = try Directory(Self.project).readFile(
      "docs/reference/json-output.md", limit: 1 << 20)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\n## \(section)\n"))
    let rest = text[start.upperBound...]
    return rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
  }
}
