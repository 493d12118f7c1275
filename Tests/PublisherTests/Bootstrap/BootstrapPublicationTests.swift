import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct BootstrapPublicationTests {
  private let published: PublishedRepository
  private let programs: FilePath

  init() throws {
    published = try PublishedRepository()
    programs = published.folder.path.appending("programs")
    for name in BootstrapArchive.programs {
      try published.folder.write("programs/\(name)", "#!/bin/sh\necho \(name)\n", mode: 0o755)
    }
  }

  @discardableResult
  private func publish(
    _ version: String = "0.1.0", platform: String = "linux-amd64",
    repository: String? = "https://releases.example"
  ) throws -> BootstrapPublication.Outcome {
    try BootstrapPublication(
      programs: programs, platform: try #require(Platform(platform)),
      version: try #require(Version(version)), repository: repository
    ).run(try published.writer(), signer: try published.installerKey)
  }

  private func shell(_ script: String, _ arguments: String...) throws -> String {
    let outcome = try ChildProcess(
      program: "/bin/sh", arguments: ["-c", script, "sh"] + arguments, environment: .ofProcess(),
      workingDirectory: published.folder.path, timeLimit: 60, outputLimit: 1 << 20
    ).run()
    return String(decoding: outcome.output, as: UTF8.self)
  }

  private var served: Directory { published.repository.root }

  @Test func `tar unpacks the archive to the programs and the root`() throws {
    let outcome = try publish()
    let archive = published.path.appending(outcome.entry.path).string
    #expect(outcome.entry.path == "stigmerup/\(outcome.entry.archive.digest.hex).tar.gz")
    #expect(
      try shell("gzip -t \"$1\" && tar -tzf \"$1\"", archive)
        == "stigmerup\nstigmer-shim\nroot.json\n")
    let listing = try shell("TZ=UTC0 tar --numeric-owner -tvzf \"$1\"", archive)
    #expect(
      listing.split(separator: "\n").map { String($0.prefix(14)) } == [
        "-rwxr-xr-x 0/0", "-rwxr-xr-x 0/0", "-rw-r--r-- 0/0",
      ])
    #expect(listing.contains(" 1970-01-01 00:00 stigmerup\n"))
    #expect(
      try shell("mkdir out && tar -xzf \"$1\" -C out && out/stigmerup && out/stigmer-shim", archive)
        == "stigmerup\nstigmer-shim\n")
    #expect(
      try published.folder.directory.readFile("out/root.json", limit: 1 << 20)
        == served.readFile("metadata/1.root.json", limit: 1 << 20))
    #expect(
      try shell("sha256sum < \"$1\"", archive).hasPrefix(outcome.entry.archive.digest.hex))
    #expect(try served.status(outcome.entry.path)?.length == outcome.entry.archive.length)
  }

  @Test func `the script is executable, names the archive, and carries the installer's signature`()
    throws
  {
    let outcome = try publish()
    let script = try served.readFile("install.sh", limit: 1 << 20)
    let status = try #require(try served.status("install.sh"))
    #expect(status.mode == 0o755)
    #expect(try InstallScript.archives(in: script).map(\.archive) == [outcome.entry.archive])
    #expect(
      try shell("sh -n \"$1\" && echo sound", served.path.appending("install.sh").string)
        == "sound\n")
    let checked = try shell(
      "openssl dgst -sha256 -verify keys/installer.pub.pem -signature \"$1.sig\" \"$1\"",
      served.path.appending("install.sh").string)
    #expect(checked == "Verified OK\n")
  }

  @Test func `the same programs again change nothing`() throws {
    let first = try publish()
    let signature = try served.readFile("install.sh.sig", limit: 1 << 20)
    let again = try publish(repository: nil)
    #expect(again.isUnchanged)
    #expect(!first.isUnchanged)
    #expect(again.entry == first.entry)
    #expect(try served.readFile("install.sh.sig", limit: 1 << 20) == signature)
    #expect(try served.openDirectory("stigmerup").names().count == 1)
  }

  @Test func `other platforms and versions come beside, the newest first`() throws {
    let first = try publish("0.1.0")
    try publish("0.1.0", platform: "darwin-arm64", repository: nil)
    try published.folder.directory.openDirectory("programs").removeFile("stigmerup")
    try published.folder.write("programs/stigmerup", "#!/bin/sh\necho new\n", mode: 0o755)
    try publish("0.2.0", repository: nil)
    let script = try served.readFile("install.sh", limit: 1 << 20)
    #expect(
      try InstallScript.archives(in: script).map { "\($0.version) \($0.platform)" } == [
        "0.2.0 linux-amd64", "0.1.0 darwin-arm64", "0.1.0 linux-amd64",
      ])
    #expect(
      String(decoding: script, as: UTF8.self).contains(
        "default_repository='https://releases.example'\n"))
    // What an older script names is still there.
    #expect(try served.status(first.entry.path) != nil)
  }

  @Test func `a script whose signature was lost is signed again`() throws {
    try publish()
    try served.removeFile("install.sh.sig")
    #expect(try !publish().isUnchanged)
    #expect(
      try published.findings(installerKey: try published.installerKey.publicKey.pem).messages == [])
  }

  @Test func `verification holds script, signature and archives against each other`() throws {
    let outcome = try publish()
    let key = try #require(try published.installerKey.publicKey.pem)
    let sound = try published.findings(installerKey: key)
    #expect(sound.messages == [])
    #expect(
      sound.summary.bootstrap
        == VerificationSummary.Bootstrap(archives: 1, isSignatureChecked: true))
    #expect(try published.findings().summary.bootstrap?.isSignatureChecked == false)

    let other = try #require(try SecretKey.generate(.ecdsaP256).publicKey.pem)
    let wrong = "install.sh: 'install.sh.sig' is not the installer key's signature of it"
    #expect(try published.findings(installerKey: other).messages == [wrong])

    try published.overwrite(outcome.entry.path) { $0[30] ^= 1 }
    try published.overwrite("install.sh") { $0 += Array("# more\n".utf8) }
    #expect(
      try published.findings(installerKey: key).messages == [
        wrong,
        "install.sh, 0.1.0 for linux-amd64: '\(outcome.entry.path)' was altered: its SHA-256 is another",
      ])
    try served.removeFile("install.sh.sig")
    try served.removeFile(outcome.entry.path)
    #expect(
      try published.findings().messages == [
        "install.sh: 'install.sh.sig' is missing",
        "install.sh, 0.1.0 for linux-amd64: '\(outcome.entry.path)' is missing",
      ])
    #expect(throws: VerificationError.notAKey) { try published.findings(installerKey: "no key") }
  }

  @Test func `a program that is missing or not executable is told, and nothing is written`() throws
  {
    let folder = try Directory(programs)
    try folder.removeFile("stigmer-shim")
    let path = programs.appending("stigmer-shim").string
    #expect(throws: BootstrapError.missingProgram(path: path)) { try publish() }
    try folder.writeFile("stigmer-shim", Array("#!/bin/sh\n".utf8), mode: 0o644)
    #expect(throws: BootstrapError.notExecutable(path: path)) { try publish() }
    #expect(try served.status("install.sh") == nil)
    #expect(try served.status("stigmerup") == nil)
  }

  @Test(.enabled(if: Machine.platform?.system == .linux, "needs this machine's own programs"))
  func `the glibc that programs need is read from them, and so is their platform`() throws {
    let folder = try Directory(programs)
    try folder.removeFile("stigmerup")
    try Directory("/usr/bin").copyFile("env", to: "stigmerup", in: folder, mode: 0o755)
    let own = try #require(Machine.platform)
    let outcome = try publish(platform: own.description)
    let glibc = try #require(outcome.entry.glibc)
    let script = String(decoding: try served.readFile("install.sh", limit: 1 << 20), as: UTF8.self)
    #expect(script.contains("glibc_floors='\(own) \(glibc)'\n"))
    let foreign = try #require(Platform.all.first { $0.architecture != own.architecture })
    let path = programs.appending("stigmerup").string
    #expect(throws: BootstrapError.wrongPlatform(path: path, foreign)) {
      try publish(platform: foreign.description)
    }
  }

  @Test func `a location that cannot be used is told before anything is written`() throws {
    #expect(throws: (any Error).self) { try publish(repository: "http://releases.example") }
    #expect(try served.status("stigmerup") == nil)
  }
}
