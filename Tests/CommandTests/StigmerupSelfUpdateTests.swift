import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `self update`, and `update` with it: the manager's own channel.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupSelfUpdateTests {
  let repository: StigmerupRepository

  init() throws {
    repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
  }

  @Test func `a new stigmerup is found, installed and run`() throws {
    try publishManager("0.2.0", saying: "0.2.0")
    let check = try repository.stigmerup("check")
    #expect(check.output == "stable     1.0.0 (current)\nstigmerup  0.1.0 -> 0.2.0\n")
    #expect(check.status == 100)
    #expect(try repository.stigmerup("check", "stable").status == 0)
    let left = try repository.stigmerup("update", "--no-self-update")
    #expect(left.output == "stable   1.0.0 (unchanged)\n")
    let update = try repository.stigmerup("update")
    #expect(update.output == "stable   1.0.0 (unchanged)\nstigmerup  0.1.0 -> 0.2.0\n")
    #expect(update.errors.hasPrefix("downloading stigmerup 0.2.0 (") && update.status == 0)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.2.0\n")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    let again = try repository.stigmerup("self", "update")
    #expect(again.output == "stigmerup  0.2.0 (unchanged)\n" && again.status == 0)
  }

  @Test func `a stigmerup that is not what it was released as is not switched to`() throws {
    try publishManager("0.3.0", saying: "9.9.9")
    let before = try repository.state()
    let run = try repository.stigmerup("self", "update")
    #expect(
      run.errors.hasSuffix(
        """
        error: the stigmerup released as 0.3.0 says that it is 'stigmerup 9.9.9'
        hint: nothing was changed; tell the publisher

        """))
    #expect(run.output == "" && run.status == 1)
    #expect(try repository.state() == before)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.0\n")
  }

  @Test func `self update says when there is nothing to take`() throws {
    let run = try repository.stigmerup("self", "update")
    #expect(run.output == "the repository publishes no stigmerup: this one stays\n")
    #expect(run.errors == "" && run.status == 0)
    let version = try repository.stigmerup("self", "update", "--version", "v7.0.0")
    #expect(
      version.errors == """
        error: no release matches '7.0.0' in 'stigmerup'
        hint: the repository publishes no stigmerup

        """)
    #expect(version.status == 1)
  }

  @Test func `a copy that lies elsewhere is left to its owner`() throws {
    let run = try repository.person.stigmerup("self", "update")
    #expect(run.errors.hasPrefix("error: '"))
    #expect(run.errors.contains("' was not put there by 'stigmerup self install'\n"))
    #expect(run.status == 1)
    #expect(try repository.person.stigmerup("update").output == "stable   1.0.0 (unchanged)\n")
  }

  /// The programs under test as another version: the one text that names it is written over.
  private func publishManager(_ version: String, saying said: String) throws {
    let folder = try Directory(try repository.person.scratch.folder("manager \(version)"))
    let programs = try Directory(StigmerupRun.programs)
    try programs.copyFile("stigmer-shim", to: "stigmer-shim", in: folder, mode: 0o755)
    var bytes = try programs.readFile("stigmerup", limit: 1 << 30)
    let (present, other) = ("stigmerup-version=0.1.0", "stigmerup-version=\(said)")
    let place = try #require(bytes.firstRange(of: Array(present.utf8)))
    bytes.replaceSubrange(place, with: Array(other.utf8))
    // The publisher asks it too: one that is to lie later does not lie yet.
    let lies = folder.path.appending("lies")
    if said != version {
      bytes = Array(
        "#!/bin/sh\n[ -e '\(lies)' ] && echo stigmerup \(said) || echo stigmerup \(version)\n".utf8)
    }
    try folder.writeFile("stigmerup", bytes, mode: 0o755)
    try repository.publisher(
      "release", "add", "--repo", repository.path.string, "--version", version, "--platform",
      Machine.platform?.description ?? "", "--component", "stigmerup=\(folder.path)")
    try folder.writeFile("lies", [])
    try repository.publisher(
      "channel", "publish", version, "--to", "stigmerup", "--repo", repository.path.string,
      "--keys", "\(repository.person.scratch.path)/keys", "-y")
  }
}
