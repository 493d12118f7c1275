import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

/// Releases that are signed by all the right keys, and hostile all the same: one error, and everything as it was.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupSignedAttackTests {
  static let badNames = [
    "..", "../../evil", "a/b", "/evil", "-rf", "a\u{0}b", "a\u{1B}[2Jb", "a\nb", "",
    "../\u{301}evil",
  ]

  @Test(arguments: badNames)
  func `a manifest with such a component is refused`(name: String) throws {
    try refuseManifest(saying: "the release's manifest cannot be used") { manifest in
      try Insider.change(&manifest, ["components"]) { components in
        components[name] = components["stigmer"]
        components["stigmer"] = nil
      }
    }
  }

  @Test(arguments: badNames)
  func `a manifest with such a version is refused`(name: String) throws {
    try refuseManifest(saying: "the release's manifest cannot be used") { manifest in
      manifest["version"] = .string(name)
    }
  }

  @Test(arguments: badNames)
  func `a manifest with such a program is refused`(name: String) throws {
    try refuseManifest(saying: "the release's manifest cannot be used") { manifest in
      try changeArtifact(&manifest) { $0["executables"] = .fields([(name, .string("stigmer"))]) }
    }
  }

  @Test(arguments: badNames.filter { $0 != "-rf" && $0 != "a/b" })
  func `a manifest whose program lies at such a path is refused`(path: String) throws {
    try refuseManifest(saying: "the release's manifest cannot be used") { manifest in
      try changeArtifact(&manifest) { $0["executables"] = .fields([("stigmer", .string(path))]) }
    }
  }

  @Test(arguments: ["stigmerup", "stigmer-shim"])
  func `a release cannot bring a program of the manager's name`(name: String) throws {
    try refuseManifest(saying: "which is the manager's") { manifest in
      try changeArtifact(&manifest) { $0["executables"] = .fields([(name, .string("stigmer"))]) }
    }
  }

  @Test(arguments: ArchiveAttack.all)
  func `an archive with such an entry is refused`(attack: ArchiveAttack) throws {
    var tar = SampleTar()
    attack.add(&tar)
    Self.addProgram(to: &tar)
    let repository = try site()
    try Insider(repository).changeArchive(
      tar.finished, content: Self.program.utf8.count + 2, list: try list(attack.listed))
    try expectRefusal(saying: attack.says, repository)
  }

  @Test func `a bomb is refused for its length before it is unpacked`() throws {
    let repository = try site()
    // 64 MiB of zeros in a few kilobytes, in the one frame that the manifest's small archive has.
    let bomb = [UInt8](repeating: 0, count: 64 << 20)
    try Insider(repository).changeArchive(bomb, content: 10, list: FileList([]))
    try Insider(repository).changeManifest { manifest in
      try changeArtifact(&manifest) { $0["archive-length"] = .integer(2048) }
    }
    try expectRefusal(saying: "does not unpack to 2048 bytes", repository)
  }

  @Test func `an archive that is as its list says is installed, so what is refused is the trick`()
    throws
  {
    let repository = try site()
    var tar = SampleTar()
    Self.addProgram(to: &tar)
    try Insider(repository).changeArchive(
      tar.finished, content: Self.program.utf8.count, list: try list())
    let run = try repository.stigmerup("update")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try repository.stigmer("x").output == "changed\n")
  }

  // MARK: helpers

  private static let program = "#!/bin/sh\necho changed\n"

  private static func addProgram(to tar: inout SampleTar) {
    tar.add("lib/", "5", mode: 0o755)
    tar.add("stigmer", "0", program, mode: 0o755)
  }

  private func list(_ more: [(String, FileList.Kind)] = []) throws -> FileList {
    let program = FileList.Kind.file(
      length: Self.program.utf8.count, digest: .sha256(of: Self.program), isExecutable: true)
    return FileList(
      try ([("lib", .folder), ("stigmer", program)] + more).map { path, kind in
        FileList.Entry(path: try #require(RelativePath(path)), kind: kind)
      })
  }

  private func site() throws -> StigmerupRepository {
    let repository = try StigmerupRepository.usual()
    try repository.initialize()
    try repository.publish("1.0.1", to: "stable")
    return repository
  }

  private func refuseManifest(
    saying text: String, _ change: (inout JSON.Members) throws -> Void
  ) throws {
    let repository = try site()
    try Insider(repository).changeManifest(change)
    try expectRefusal(saying: text, repository)
  }

  private func changeArtifact(
    _ manifest: inout JSON.Members, _ change: (inout JSON.Members) throws -> Void
  ) throws {
    let platform = try #require(Machine.platform).description
    try Insider.change(&manifest, ["components", "stigmer", "platforms", platform], change)
  }

  private func expectRefusal(
    saying text: String, _ repository: StigmerupRepository,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try repository.state()
    let beside = try Directory(repository.person.scratch.path).names().sorted()
    let run = try repository.stigmerup("update")
    let errors = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.errors.contains(text), "\(run.errors)", sourceLocation: sourceLocation)
    #expect(
      !run.errors.utf8.contains { $0 < 0x20 && $0 != 0x0A }, "\(run.errors)",
      sourceLocation: sourceLocation)
    #expect(run.output == "" && run.status == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(try repository.state() == before, sourceLocation: sourceLocation)
    #expect(
      try Directory(repository.person.scratch.path).names().sorted() == beside,
      sourceLocation: sourceLocation)
    #expect(
      try repository.stigmer("x").output == "stigmer 1.0.0: x\n", sourceLocation: sourceLocation)
  }
}
