import CPosix
import Host
import Model
import TestSupport
import Testing

@Suite struct ReplacementTests {
  let folder: TemporaryFolder
  let staging: Directory

  init() throws {
    folder = try TemporaryFolder()
    staging = try folder.directory.makingDirectory("staging")
  }

  @Test func `a reader sees the old file or the new one, whole`() throws {
    @Sendable func content(_ number: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(number), count: 1000 + number * 100)
    }
    let last = 100
    let (folder, staging) = (folder, staging)
    try folder.directory.replaceFile("file", with: content(0), staging: staging)
    let writing = BackgroundThread {
      for number in 1...last {
        try folder.directory.replaceFile("file", with: content(number), staging: staging)
      }
    }
    var seen: [UInt8] = []
    var torn = 0
    while seen != content(last) {
      seen = try folder.directory.readFile("file", limit: 1 << 20)
      if seen != content(Int(seen.first ?? 255)) { torn += 1 }
    }
    try writing.finish()
    #expect(torn == 0)
    #expect(try staging.names() == [])
  }

  @Test func `a file that is dated later differs in whole seconds each time`() throws {
    var times: [Instant] = []
    for number in 0..<4 {
      try folder.directory.replaceFile(
        "file", with: [UInt8(number)], staging: staging, datedLater: true)
      times.append(try #require(try folder.directory.status("file")).modified)
    }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `a reader finds a link's old target or the new one, never neither`() throws {
    let last = 200
    let (folder, staging) = (folder, staging)
    try folder.directory.replaceLink("link", to: "0", staging: staging)
    let writing = BackgroundThread {
      for number in 1...last {
        try folder.directory.replaceLink("link", to: "\(number)", staging: staging)
      }
    }
    var previous = 0
    var missing = 0
    while previous < last {
      guard let target = try folder.directory.readLink("link"), let number = Int(target),
        number >= previous
      else {
        missing += 1
        break
      }
      previous = number
    }
    try writing.finish()
    #expect(missing == 0)
    #expect(try staging.names() == [])
  }

  @Test func `a replacement takes the place of a file, a link, or nothing`() throws {
    try folder.write("target", "precious")
    try folder.directory.createLink("name", to: "target")
    try folder.directory.replaceFile("name", with: [1], mode: 0o600, staging: staging)
    #expect(try folder.directory.readFile("name", limit: 1) == [1])
    #expect(try folder.directory.status("name")?.mode == 0o600)
    #expect(try folder.text(of: "target") == "precious")
    try folder.directory.replaceLink("name", to: "target", staging: staging)
    #expect(try folder.text(of: "name") == "precious")
  }

  @Test(arguments: [0o644, 0o600, 0o755, 0o666] as [UInt32])
  func `a replacement has the mode that was asked for, whatever the umask`(mode: UInt32) async {
    await #expect(processExitsWith: .success) { [mode] in
      umask(0o077)
      let folder = try TemporaryFolder()
      let staging = try folder.directory.makingDirectory("staging")
      try folder.directory.replaceFile("name", with: [1], mode: mode, staging: staging)
      #expect(try folder.directory.status("name")?.mode == mode)
    }
  }

  @Test func `a folder in its place is left alone, and nothing stays in staging`() throws {
    try folder.write("name/file", "precious")
    #expect(throws: HostError.self) {
      try folder.directory.replaceFile("name", with: [1], staging: staging)
    }
    #expect(throws: HostError.self) {
      try folder.directory.replaceLink("name", to: "elsewhere", staging: staging)
    }
    #expect(try folder.text(of: "name/file") == "precious")
    #expect(try staging.names() == [])
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs the right to mount"))
  func `on a full disk the old file stays and the error says what to do`() throws {
    let disk = try Tmpfs(kibibytes: 64)
    let directory = try Directory(disk.path)
    let staging = try directory.makingDirectory("staging")
    try directory.replaceFile("file", with: [1], staging: staging)
    let error = #expect(throws: HostError.self) {
      try directory.replaceFile(
        "file", with: [UInt8](repeating: 2, count: 200 << 10), staging: staging)
    }
    #expect(error?.code == ENOSPC)
    #expect(error?.message.hasSuffix("No space left on device") == true)
    #expect(error?.hint == "free some space on that disk, then run the same command again")
    #expect(try directory.readFile("file", limit: 10) == [1])
    #expect(try staging.names() == [])
  }

  @Test(.enabled(if: Tmpfs.isPossible, "needs the right to mount"))
  func `on a read-only file system reading works and writing says why not`() throws {
    let disk = try Tmpfs(kibibytes: 64)
    let directory = try Directory(disk.path)
    let staging = try directory.makingDirectory("staging")
    try directory.writeFile("file", [1])
    try disk.makeReadOnly()
    let error = #expect(throws: HostError.self) {
      try directory.replaceFile("file", with: [2], staging: staging)
    }
    #expect(error?.code == EROFS)
    #expect(error?.hint == "that file system is read-only")
    #expect(try directory.readFile("file", limit: 1) == [1])
  }
}
