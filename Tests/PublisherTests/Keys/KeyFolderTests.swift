import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct KeyFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var repositoryPath: FilePath { folder.path.appending("repo") }
  private var keyPath: FilePath { folder.path.appending("keys") }

  private func initialize(
    _ policies: Policies = .builtIn, passphrase: String? = nil
  ) throws -> RepositoryFolder {
    try RepositoryInitialization(
      repository: repositoryPath, keys: keyPath, policies: policies,
      time: PublishedRepository.time
    ).run(passphrase: passphrase.map { Array($0.utf8) })
    return try RepositoryFolder.open(repositoryPath)
  }

  private func keys(_ passphrase: String? = nil) throws -> KeyFolder {
    try KeyFolder(keyPath) { passphrase.map { Array($0.utf8) } }
  }

  @Test func `the keys are only their owner's, and each role has one of its kind`() throws {
    _ = try initialize()
    let directory = try Directory(keyPath)
    #expect(try directory.status().mode == 0o700)
    for role in RoleName.topLevel.map(\.description) + [KeyFolder.installerRole] {
      #expect(try directory.status("\(role).pem")?.mode == 0o600)
      #expect(try keys().keys(of: role).map(\.key.publicKey.scheme) == [.ecdsaP256])
    }
    for channel in ChannelName.allCases {
      #expect(try directory.status("\(channel).pem")?.mode == 0o600)
      #expect(try keys().keys(of: channel.rawValue).map(\.key.publicKey.scheme) == [.ed25519])
    }
    #expect(
      try keys().anchor()
        == (try Directory(repositoryPath).readFile("metadata/1.root.json", limit: 1 << 20)))
    #expect(try keys().installerPublicKey() == (try keys().installerSigner().publicKey.pem))
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o660] as [UInt32])
  func `a key that others can read is not used`(mode: UInt32) throws {
    let repository = try initialize()
    try Directory(keyPath).openFile("stable.pem").setMode(mode)
    let authority = try repository.metadata().authority(for: RoleName(.stable))
    #expect(throws: PublisherError.keyOpenToOthers(keyPath.appending("stable.pem").string)) {
      try keys().signers(for: authority)
    }
    #expect(
      PublisherError.keyOpenToOthers("/k/stable.pem").hint == "chmod 600 '/k/stable.pem'")
  }

  @Test func `encrypted keys need their passphrase`() throws {
    let repository = try initialize(passphrase: "one two")
    let authority = try repository.metadata().authority(for: .timestamp)
    let path = keyPath.appending("timestamp.pem").string
    #expect(try keys("one two").signers(for: authority).count == 1)
    #expect(throws: KeyFileError(path: path, reason: .needsPassphrase)) {
      try keys().signers(for: authority)
    }
    #expect(throws: KeyFileError(path: path, reason: .wrongPassphrase)) {
      try keys("three").signers(for: authority)
    }
  }

  @Test func `a channel that wants two keys gets two, and needs both`() throws {
    try folder.write("policies/stable.toml", "threshold = 2\n")
    let policies = try Policies.load(from: try folder.directory.openDirectory("policies"))
    let repository = try initialize(policies)
    let authority = try repository.metadata().authority(for: RoleName(.stable))
    #expect(authority.threshold == 2)
    #expect(try keys().signers(for: authority).count == 2)
    #expect(try keys().policies()[.stable].threshold == 2)
    try Directory(keyPath).removeFile("stable-2.pem")
    #expect(throws: PublisherError.tooFewKeys(role: "stable", there: 1, threshold: 2)) {
      try keys().signers(for: authority)
    }
  }

  @Test func `the key of another role is refused by its file`() throws {
    let repository = try initialize()
    let directory = try Directory(keyPath)
    let other = try directory.readFile("dev.pem", limit: 4096)
    try directory.removeFile("stable.pem")
    try directory.writeFile("stable.pem", other, mode: 0o600)
    let authority = try repository.metadata().authority(for: RoleName(.stable))
    #expect(
      throws: PublisherError.keyNotTrusted(
        role: "stable", file: keyPath.appending("stable.pem").string)
    ) { try keys().signers(for: authority) }
  }

  @Test func `what is no key is refused`() throws {
    let repository = try initialize()
    let directory = try Directory(keyPath)
    try directory.removeFile("stable.pem")
    let authority = try repository.metadata().authority(for: RoleName(.stable))
    #expect(throws: PublisherError.keyMissing(role: "stable", folder: keyPath.string)) {
      try keys().signers(for: authority)
    }
    try directory.writeFile("stable.pem", Array("no key\n".utf8), mode: 0o600)
    #expect(
      throws: KeyFileError(path: keyPath.appending("stable.pem").string, reason: .notAKey)
    ) { try keys().signers(for: authority) }
    #expect(throws: PublisherError.noKeys(folder.path("nowhere"))) {
      try KeyFolder(folder.path.appending("nowhere")) { nil }
    }
  }

  // MARK: init

  @Test func `folders that are not empty are refused, and stay as they are`() throws {
    try folder.write("repo/file", "x")
    #expect(throws: PublisherError.notEmpty(repositoryPath.string)) { try initialize() }
    #expect(try folder.directory.names() == ["repo"])
    try folder.write("keys/file", "x")
    try folder.directory.removeTree("repo")
    #expect(throws: PublisherError.notEmpty(keyPath.string)) { try initialize() }
    #expect(try folder.directory.openDirectory("keys").names() == ["file"])
  }

  @Test func `keys inside the repository are refused`() throws {
    let inside = repositoryPath.appending("keys")
    #expect(throws: PublisherError.keysInRepository(inside.string)) {
      try RepositoryInitialization(
        repository: repositoryPath, keys: inside, policies: .builtIn,
        time: PublishedRepository.time
      ).run(passphrase: nil)
    }
    #expect(try folder.directory.names() == [])
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs root and mount(8)"))
  func `a full disk leaves both folders empty`() throws {
    let disk = try Tmpfs(kibibytes: 48)
    #expect {
      try RepositoryInitialization(
        repository: disk.path.appending("repo"), keys: disk.path.appending("keys"),
        policies: .builtIn, time: PublishedRepository.time
      ).run(passphrase: nil)
    } throws: { error in
      (error as? HostError)?.code == Errno.noSpace.rawValue
    }
    for name in ["repo", "keys"] {
      let folder = try Directory(disk.path).status(name)
      if folder != nil { #expect(try Directory(disk.path).openDirectory(name).names() == []) }
    }
  }
}
