import Host
import Model
import SystemPackage
import TestSupport
import Testing

@Suite struct PublishDocumentTests {
  private static let project = FilePath(#filePath).removingLastComponent()
    .removingLastComponent().removingLastComponent()
  private static let hasPython =
    ((try? Directory("/usr/bin").status("python3", followingLinks: true)) ?? nil) != nil

  @Test(.enabled(if: Self.hasPython, "needs python3"))
  func `the reference of commands is what the program says of itself`() throws {
    let site = try PublisherSite(initialized: false)
    site.variables["STIGMERUP_BIN"] = StigmerupRun.programs.string
    let run = try StigmerupRun.run(
      Self.project.appending("scripts/docs"), ["--check", "stigmerup-publish"],
      environment: site.environment, in: site.scratch.path)
    #expect(run.errors == "" && run.status == 0)
  }

  static let answers: [(command: [String], section: String)] = [
    (["release", "list", "--json"], "release list"),
    (["release", "show", "1.0.0", "--json"], "release show"),
    (["channel", "show", "--json"], "channel show"),
    (["channel", "show", "stable", "--json"], "channel show"), (["verify", "--json"], "verify"),
    (["role", "show", "--json"], "role show"), (["keys", "list", "--json"], "keys list"),
  ]

  @Test(arguments: answers)
  func `every member of a JSON answer is documented`(command: [String], section: String) throws {
    let site = try PublisherSite()
    try site.publish("1.0.0", to: "stable")
    try site.add("1.1.0")
    let json = try site.run(command).json()
    let text = try documentation("docs/reference/json-output.md", "stigmerup-publish \(section)")
    for (name, _) in try json.namedFields() where name != "schema" {
      #expect(text.contains("`\(name)`"), "\(name)")
    }
    #expect(try json.required("schema").integer(in: 1...1) == 1)
  }

  @Test func `every key of a policy is documented`() throws {
    let site = try PublisherSite(initialized: false)
    try site.scratch.write("policies/dev.toml", "x = 1\n")
    let run = try site.run(
      "init", site.repo.string, "--keys", site.keys.string, "--policies",
      "\(site.scratch.path)/policies")
    let hint = try #require(run.errors.split(separator: "it may say ").last)
    let keys = hint.split(separator: "\n")[0].split(separator: ", ")
    #expect(keys.count == 8)
    let text = try documentation(
      "docs/reference/file-formats.md", "In a folder of keys")
    for key in keys { #expect(text.contains("`\(key)`") || text.contains("`[\(key)]`"), "\(key)") }
  }

  private func documentation(_ file: String, _ section: String) throws -> Substring {
    let bytes = try Directory(Self.project).readFile(file, limit: 1 << 20)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\n## \(section)\n"))
    let rest = text[start.upperBound...]
    return rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
  }
}
