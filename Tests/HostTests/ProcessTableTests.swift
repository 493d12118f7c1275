#if os(Linux)
  import CPosix
  import Host
  import SystemPackage
  import TestSupport
  import Testing

  @Suite struct ProcessTableTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var users: [ProcessTable.Entry] { ProcessTable.users(of: folder.path) }

    /// A copy of an installed program or library, below the folder.
    private func copy(_ file: String, as name: String) throws -> String {
      let source = try Machine.realPath(FilePath(file))
      let bytes = try Directory(source.removingLastComponent())
        .readFile(source.lastComponent?.string ?? "", limit: 64 << 20)
      try folder.directory.writeFile(name, bytes, mode: 0o755)
      ExecutableFile.settle(folder.path(name))
      return folder.path(name)
    }

    @Test func `nobody uses a new folder`() {
      #expect(users == [])
    }

    @Test func `a program that runs from below is found, with its start`() throws {
      let program = try copy("/bin/sleep", as: "program")
      let process = try BackgroundProcess(program, ["60"])
      let entry = try #require(users.first)
      #expect(users.count == 1)
      #expect(entry.identifier == process.identifier)
      #expect(entry.program == FilePath(program))
      #expect(entry.arguments == ["\(program)", "60"])
      let started = try #require(entry.started)
      #expect(abs(started - time(nil)) < 3600)
      process.end()
      #expect(users == [])
    }

    @Test func `a program that was removed while it runs still counts`() throws {
      let process = try BackgroundProcess(copy("/bin/sleep", as: "program"), ["60"])
      try folder.directory.removeFile("program")
      #expect(users.map(\.identifier) == [process.identifier])
    }

    @Test(arguments: ["", "inner"])
    func `a working directory in it counts, and so does the folder itself`(name: String) throws {
      try folder.directory.createDirectory("inner")
      let process = try BackgroundProcess(
        script: "echo ready; read x", workingDirectory: FilePath(folder.path(name)))
      #expect(process.line() == "ready")
      #expect(users.map(\.identifier) == [process.identifier])
    }

    @Test func `a mapped library counts`() throws {
      let maps = String(
        decoding: try Directory("/proc/self").readFile("maps", limit: 16 << 20), as: UTF8.self)
      let line = try #require(maps.split(separator: "\n").first { $0.hasSuffix("/libm.so.6") })
      let library = try copy(
        String(line[try #require(line.firstIndex(of: "/"))...]), as: "library.so")
      let process = try BackgroundProcess(
        "/bin/sh", ["-c", "echo ready; read x"],
        environment: Environment(["LD_PRELOAD": library]))
      #expect(process.line() == "ready")
      #expect(users.map(\.identifier) == [process.identifier])
    }

    @Test func `an argument below it counts`() throws {
      let process = try BackgroundProcess(
        script: "echo ready; read x", [folder.path("data/file")])
      #expect(process.line() == "ready")
      #expect(users.map(\.identifier) == [process.identifier])
    }

    @Test func `a folder whose name only begins alike does not count`() throws {
      let alike = try TemporaryFolder()
      try alike.directory.createDirectory("tree-2")
      try alike.directory.createDirectory("tree")
      let process = try BackgroundProcess(
        script: "echo ready; read x", workingDirectory: alike.path.appending("tree-2"))
      #expect(process.line() == "ready")
      #expect(ProcessTable.users(of: alike.path.appending("tree")) == [])
      #expect(ProcessTable.users(of: alike.path.appending("tree-2/")).count == 1)
    }
  }
#endif
