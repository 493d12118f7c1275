import Host
import SystemPackage
import TestSupport
import Testing

/// Repositories that are damaged, forged or not there: one error, and everything as it was before.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupAttackTests {
  /// What is done to a file's bytes.
  enum Damage: CaseIterable {
    case flipped, truncated, lengthened, missing, page

    func apply(_ bytes: [UInt8]) -> [UInt8]? {
      switch self {
      case .flipped:
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
      case .truncated: return Array(bytes.dropLast(bytes.count / 2))
      case .lengthened: return bytes + [0]
      case .missing: return nil
      case .page: return Array("<!DOCTYPE html><html><body>Sign in</body></html>".utf8)
      }
    }
  }

  @Test(arguments: Damage.allCases, [UInt8(ascii: "{"), 0x28])
  func `a damaged object is refused, and nothing changes`(
    damage: Damage, firstByte: UInt8
  ) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let old = try objects(of: repository)
    try repository.publish("1.0.1", to: "stable")
    // A manifest begins with a brace; artifacts and lists of files with zstd's magic number.
    let new = try objects(of: repository).filter { name, bytes in
      old[name] == nil && bytes.first == firstByte
    }
    #expect(!new.isEmpty)
    for (name, bytes) in new { try put(damage.apply(bytes), "objects/\(name)", repository) }
    try expectRefusal(of: "update", repository)
  }

  @Test(arguments: Damage.allCases)
  func `a damaged timestamp is refused, and nothing changes`(damage: Damage) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let bytes = try Directory(repository.path).readFile("metadata/timestamp.json", limit: 1 << 20)
    try put(damage.apply(bytes), "metadata/timestamp.json", repository)
    for command in ["update", "check"] { try expectRefusal(of: command, repository) }
  }

  @Test func `a login page in place of the timestamp is called one`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try put(Damage.page.apply([]), "metadata/timestamp.json", repository)
    let run = try repository.stigmerup("update")
    #expect(
      run.errors.hasPrefix(
        "error: there is a web page in place of 'metadata/timestamp.json'\nhint: this network may "),
      "\(run.errors)")
    #expect(run.status == 1)
  }

  @Test(arguments: Damage.allCases)
  func `a damaged channel is refused, and nothing changes`(damage: Damage) throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let metadata = try Directory(repository.path).openDirectory("metadata")
    for name in try metadata.names() where name.hasSuffix(".stable.json") {
      let bytes = try metadata.readFile(name, limit: 1 << 20)
      try put(damage.apply(bytes), "metadata/\(name)", repository)
    }
    try expectRefusal(of: "update", repository)
  }

  @Test func `another publisher's repository is refused`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    let other = try StigmerupRepository()
    try other.publish("1.0.1", to: "stable")
    repository.person.variables["STIGMERUP_REPOSITORY"] = other.url
    try expectRefusal(of: "update", repository)
  }

  @Test func `a folder without a repository is said to be none`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file://\(repository.person.project)"
    try expectRefusal(of: "update", repository)
  }

  @Test func `a root that is none is refused before anything is made`() throws {
    let repository = try StigmerupRepository.usual()
    for text in ["<html>", "{}", "{\"signed\":{\"version\":1}}", ""] {
      let file = try repository.person.scratch.write("bad.json", text)
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"),
        [
          "init", "-y", "--no-modify-path", "--repository", repository.url, "--root", file.string,
        ],
        environment: repository.person.environment, in: repository.person.project)
      #expect(run.errors.hasPrefix("error: ") && run.output == "" && run.status == 1, "\(text)")
      #expect(try Directory(repository.person.scratch.path).status("home") == nil, "\(text)")
    }
  }

  @Test(.enabled(if: StigmerupRun.isRoot, "needs root, to mount a small file system"))
  func `a full disk is said, and nothing changes`() throws {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    let before = try repository.state()
    // A copy of the home on a full file system, in a namespace of its own. Without the manager, which
    // would fill it before the rest is there.
    let script = """
      cp -a "$0" "$0.copy" && rm -rf "$0.copy/self" && mount -t tmpfs -o size=1m none "$0" &&
      cp -a "$0.copy/." "$0"; rm -rf "$0.copy"; cat /dev/zero >"$0/filler" 2>/dev/null
      STIGMERUP_HOME="$0" exec "$@"
      """
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), ["update"],
      environment: repository.person.environment, in: repository.person.project,
      wrapper: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, repository.person.home.string])
    #expect(run.errors.contains("error: ") && run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("space"), "\(run.errors)")
    #expect(try repository.state() == before)
  }

  // MARK: helpers

  private func objects(of repository: StigmerupRepository) throws -> [String: [UInt8]] {
    let folder = try Directory(repository.path).openDirectory("objects")
    var objects: [String: [UInt8]] = [:]
    for name in try folder.names() { objects[name] = try folder.readFile(name, limit: 1 << 20) }
    return objects
  }

  private func put(_ bytes: [UInt8]?, _ name: String, _ repository: StigmerupRepository) throws {
    let folder = try Directory(repository.path)
    try folder.removeFile(name)
    if let bytes { try folder.writeFile(name, bytes) }
  }

  private func expectRefusal(
    of command: String, _ repository: StigmerupRepository,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try repository.state()
    let run = try repository.stigmerup(command)
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.output == "" && run.status == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(try repository.state() == before, sourceLocation: sourceLocation)
    #expect(
      try repository.stigmer("x").output == "stigmer 1.0.0: x\n", sourceLocation: sourceLocation)
  }
}
