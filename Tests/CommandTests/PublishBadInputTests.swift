import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// What goes wrong on the publisher's side: one clear error each, nothing half-published, and the same command works
/// once the cause is gone.
@Suite struct PublishBadInputTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private let publish = ["channel", "publish", "1.1.0", "--to", "stable", "-y"]

  private func artifactPath(_ version: String) throws -> String {
    let json = try site.run("release", "show", version, "--json").json()
    let artifact = try json.required("release").required("components").required("stigmer")
      .required("platforms").required(PublisherSite.platform).required("artifact")
    return "objects/\(try artifact.required("sha256").string())"
  }

  // MARK: damage

  @Test func `an altered object is not published, and adding it again mends it`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.add("1.1.0")
    let object = try artifactPath("1.1.0")
    try site.damage(object)
    try site.expectRefusal(
      publish, error: "'\(object)' was altered: its SHA-256 is another",
      hint: "restore the file from a copy of the repository; its name is its content's SHA-256")
    try site.add("1.1.0")
    #expect(try site.run(publish).status == 0)
    #expect(try site.run("verify").status == 0)
  }

  @Test func `verify names what was altered, and goes on`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.publish("1.1.0", to: "beta")
    let object = try artifactPath("1.0.0")
    try site.damage(object)
    let run = try site.run("verify")
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "error: stable 1.0.0, stigmer for \(PublisherSite.platform): '\(object)' was altered"))
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error:") } == 1)
    #expect(run.output.contains("beta:       current 1.1.0"))
    #expect(run.output.hasSuffix("1 thing did not verify\n"))
    let json = try site.run("verify", "--json").json()
    #expect(try json.required("findings").elements().count == 1)
  }

  @Test func `a root that was given is named once, and no hint is a client's`() throws {
    try site.publish("1.0.0", to: "stable")
    let path = try site.scratch.write("some root.json", "{}")
    let run = try site.run("verify", "--root", path.string)
    #expect(run.status == 1)
    #expect(run.errors.split(separator: path.string).count == 2, "\(run.errors)")
    #expect(!run.errors.contains("'root.json'"))
    let metadata = try Directory(site.repo.appending("metadata"))
    let name = try #require(try metadata.names().last { $0.hasSuffix(".snapshot.json") })
    try site.damage("metadata/\(name)")
    for errors in [run.errors, try site.run("verify").errors] {
      #expect(errors.contains("\nhint: "))
      #expect(!errors.contains("mirror") && !errors.contains("install stigmerup"))
    }
  }

  @Test func `a half-written repository is refused, and mended by what is put back`() throws {
    try site.publish("1.0.0", to: "stable")
    try site.add("1.1.0")
    let metadata = try Directory(site.repo.appending("metadata"))
    let name = try #require(try metadata.names().last { $0.hasSuffix(".snapshot.json") })
    let bytes = try metadata.readFile(name, limit: 1 << 20)
    let hint = "restore 'metadata' from a copy; what is wrong in all: stigmerup-publish verify"
    try metadata.removeFile(name)
    try site.expectRefusal(
      publish,
      error: "this repository's metadata cannot be built upon: 'metadata/\(name)' is missing",
      hint: hint)
    try metadata.writeFile(name, Array(bytes.prefix(100)))
    let run = try site.run(publish)
    #expect(run.status == 1)
    #expect(run.errors.contains("error: this repository's metadata cannot be built upon: "))
    #expect(try site.run("verify").status == 1)
    try metadata.removeFile(name)
    try metadata.writeFile(name, bytes)
    #expect(try site.run(publish).status == 0)
  }

  @Test(arguments: ["", "<html>Not found</html>", "{}", "{\"signed\":1,\"signatures\":[]}"])
  func `what is no metadata is refused`(text: String) throws {
    try site.add("1.1.0")
    let metadata = try Directory(site.repo.appending("metadata"))
    try metadata.removeFile("timestamp.json")
    try metadata.writeFile("timestamp.json", Array(text.utf8))
    let before = try site.state()
    for command in [publish, ["refresh"], ["channel", "show"], ["release", "list"], ["verify"]] {
      let run = try site.run(command)
      // Drafts are listed without a look at the metadata.
      #expect(run.status == (command[0] == "release" ? 0 : 1), "\(command)")
      #expect(run.errors.hasPrefix("error: ") == (command[0] != "release"))
    }
    #expect(try site.state() == before)
  }

  // MARK: disks

  /// A repository on a small disk with one release published and one waiting.
  private func onSmallDisk() throws -> (disk: Tmpfs, site: PublisherSite) {
    let disk = try Tmpfs(kibibytes: 1024)
    let site = try PublisherSite(initialized: false)
    site.variables["STIGMERUP_PUBLISH_REPO"] = disk.path.appending("repo").string
    try site.succeed("init", "--keys", site.keys.string)
    try site.publish("1.0.0", to: "stable")
    try site.add("1.1.0")
    return (disk, site)
  }

  /// Fills a disk with files of one page each, so that a few pages can be given back.
  private func fill(_ disk: Tmpfs) throws -> (folder: Directory, files: [String]) {
    let folder = try Directory(disk.path).makingDirectory("filling")
    var files: [String] = []
    while try hasRoom(for: "\(files.count)", in: folder) { files.append("\(files.count)") }
    return (folder, files)
  }

  private func hasRoom(for name: String, in folder: Directory) throws(HostError) -> Bool {
    do throws(HostError) {
      try folder.writeFile(name, [UInt8](repeating: 1, count: 4096))
      return true
    } catch  where error.code == Errno.noSpace.rawValue {
      try folder.removeFile(name)
      return false
    }
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs root and mount(8)"))
  func `a full disk leaves the old state at every point, and the same command works after`() throws
  {
    let (disk, site) = try onSmallDisk()
    let (folder, filling) = try fill(disk)
    var files = filling
    var failures = 0
    while true {
      let run = try site.run(publish)
      if run.status == 0 { break }
      failures += 1
      #expect(run.errors.contains(": No space left on device\n"), "\(run.errors)")
      #expect(run.errors.contains("hint: free some space on that disk"))
      let verified = try site.run("verify", disk.path.appending("repo").string)
      #expect(verified.status == 0, "\(verified.errors)")
      #expect(verified.output.contains("stable:     current 1.0.0"))
      guard let last = files.popLast() else { break }
      try folder.removeFile(last)
    }
    #expect(failures > 1)
    let verified = try site.run("verify", disk.path.appending("repo").string)
    #expect(verified.output.contains("stable:     current 1.1.0"))
    #expect(verified.status == 0)
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs root and mount(8)"))
  func `a full disk while packing leaves no draft, and no piece of an object`() throws {
    let (disk, site) = try onSmallDisk()
    let (folder, files) = try fill(disk)
    var generator = SeededGenerator(seed: 7)
    let noise = (0..<200_000).map { _ in "abcdefghijklmnop".randomElement(using: &generator) ?? "a"
    }
    let path = try site.scratch.write("noise", "#!/bin/sh\n# \(String(noise))\n", mode: 0o755)
    let add = [
      "release", "add", "--version", "1.2.0", "--platform", PublisherSite.platform, "--component",
      "stigmer=\(path)",
    ]
    let objects = try Directory(disk.path.appending("repo/objects")).names()
    let run = try site.run(add)
    #expect(run.status == 1)
    #expect(run.errors.contains(": No space left on device\n"))
    #expect(try Directory(disk.path.appending("repo/objects")).names() == objects)
    #expect(try Directory(disk.path.appending("repo/.staging")).names() == [])
    #expect(try !site.run("release", "list").output.contains("1.2.0"))
    for name in files { try folder.removeFile(name) }
    #expect(try site.run(add).status == 0)
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs root and mount(8)"))
  func `a read-only repository is told, and can still be verified and looked at`() throws {
    let (disk, site) = try onSmallDisk()
    try disk.makeReadOnly()
    let run = try site.run(publish)
    #expect(run.status == 1)
    #expect(run.errors.contains(": Read-only file system\nhint: that file system is read-only\n"))
    #expect(try site.run("verify", disk.path.appending("repo").string).status == 0)
    #expect(try site.run("channel", "show").status == 0)
    #expect(try site.run("release", "list").status == 0)
  }

  // MARK: crashes

  @Test(.enabled(if: Self.hasTracer, "needs strace, which may trace"))
  func `killed at any step it leaves the old state or the new one, and the same command works`()
    throws
  {
    try site.publish("1.0.0", to: "stable")
    var number = 0
    for call in ["renameat", "fsync", "unlinkat"] {
      for step in 1...40 {
        number += 1
        let version = "1.1.\(number)"
        try site.add(version, components: ["stigmer"])
        let command = ["channel", "publish", version, "--to", "stable", "-y"]
        let wasKilled = try killed(at: step, of: call, command)
        let verified = try site.run("verify", site.repo.string)
        #expect(verified.status == 0, "\(call) \(step): \(verified.errors)")
        let run = try site.run(command)
        #expect(run.status == 0, "\(call) \(step): \(run.errors)")
        #expect(try site.index(of: .stable).current?.description == version)
        #expect(try Directory(site.repo.appending(".staging")).names() == [])
        if !wasKilled { break }
      }
    }
    #expect(number >= 15)
    #expect(try site.run("release", "list").errors == "there are no drafts\n")
  }

  /// - Returns: Whether the program made that many of these system calls, and so was killed.
  private func killed(at step: Int, of call: String, _ command: [String]) throws -> Bool {
    let script = """
      call=$1 step=$2
      shift 2
      strace -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$step "$@"
      exit $?
      """
    let run = try StigmerupRun.run(
      "/bin/sh", ["-c", script, "sh", call, "\(step)", PublisherSite.program.string] + command,
      environment: site.environment, in: site.scratch.path)
    return run.status != 0
  }

  private static let hasTracer: Bool = {
    let run = try? StigmerupRun.run(
      "/bin/sh", ["-c", "strace -o /dev/null true"], environment: ["PATH": "/usr/bin:/bin"], in: "/"
    )
    return run?.status == 0
  }()

  @Test func `what a crash left in staging is swept`() throws {
    let staging = try Directory(site.repo.appending(".staging"))
    try staging.writeFile("left", [1, 2, 3])
    try staging.createDirectory("folder")
    try site.add("1.1.0")
    #expect(try staging.names() == [])
  }

  @Test func `who waits for another publisher says so, and goes on`() throws {
    try site.add("1.1.0")
    let holder = try BackgroundProcess(
      script: "exec 9>>\"$1\"; flock 9; echo ready; read x; exit 0",
      [site.repo.appending(".lock").string])
    #expect(holder.line() == "ready")
    let (site, publish) = (Shared(site), publish)
    let waiting = BackgroundThread { try site.keep(publish) }
    // It waits for as long as it takes: the lock is let go when the holder ends.
    holder.end()
    try waiting.finish()
    #expect(site.run?.status == 0)
  }

  private final class Shared: @unchecked Sendable {
    private let site: PublisherSite
    /// Written by the thread, read after its end.
    private(set) var run: StigmerupRun?

    init(_ site: PublisherSite) { self.site = site }

    func keep(_ arguments: [String]) throws { run = try site.run(arguments) }
  }
}
