import CPosix
import Host
import SystemPackage
import TestSupport
import Testing

@Suite struct ChildProcessTests {
  private func shell(
    _ script: String, _ arguments: [String] = [], environment: Environment = Environment(),
    in directory: FilePath = "/", timeLimit: Int = 60, outputLimit: Int = 1 << 20
  ) throws -> ChildProcess.Outcome {
    try ChildProcess(
      program: "/bin/sh", arguments: ["-c", script, "sh"] + arguments, environment: environment,
      workingDirectory: directory, timeLimit: timeLimit, outputLimit: outputLimit
    ).run()
  }

  private func text(_ outcome: ChildProcess.Outcome) -> String {
    String(decoding: outcome.output, as: UTF8.self)
  }

  @Test(arguments: [0, 1, 7, 255] as [Int32])
  func `the exit status is the child's`(status: Int32) throws {
    #expect(try shell("exit \(status)").ending == .exited(status: status))
  }

  @Test(arguments: [SIGTERM, SIGKILL, SIGABRT])
  func `a signal that ended it is told`(signal: Int32) throws {
    #expect(try shell("ulimit -c 0; kill -\(signal) $$").ending == .killed(signal: signal))
  }

  @Test func `output and errors come together, in order`() throws {
    let outcome = try shell("echo one; echo two >&2; echo three")
    #expect(text(outcome) == "one\ntwo\nthree\n")
  }

  @Test func `arguments and folder are passed as they are`() throws {
    let folder = try TemporaryFolder()
    let outcome = try shell("pwd; printf '<%s>' \"$@\"", ["a b", "", "$x", "ä"], in: folder.path)
    #expect(text(outcome) == "\(folder.path)\n<a b><><$x><ä>")
  }

  @Test func `the environment is only what is given`() throws {
    let child = ChildProcess(
      program: "/usr/bin/env", arguments: [],
      environment: Environment(["A": "1", "STIGMERUP_HOME": "/x y"]), workingDirectory: "/",
      timeLimit: 60, outputLimit: 1000)
    #expect(try text(child.run()) == "A=1\nSTIGMERUP_HOME=/x y\n")
  }

  @Test func `standard input is empty`() throws {
    let outcome = try shell("cat; echo end")
    #expect(text(outcome) == "end\n")
  }

  @Test func `output over the limit is read and dropped`() throws {
    let outcome = try shell("head -c 3000000 /dev/zero; exit 3", outputLimit: 1000)
    #expect(outcome.ending == .exited(status: 3))
    #expect(outcome.output.count == 1000)
  }

  @Test func `much output is kept whole`() throws {
    let outcome = try shell("head -c 3000000 /dev/zero", outputLimit: 4_000_000)
    #expect(outcome.output.count == 3_000_000)
  }

  @Test func `one that takes too long is killed with all that it started`() throws {
    let outcome = try shell("sleep 300 & echo $!; sleep 300", timeLimit: 1)
    #expect(outcome.ending == .tookTooLong)
    let grandchild = try #require(Int32(text(outcome).dropLast()))
    #expect(isGone(grandchild))
  }

  @Test func `one that never stops writing takes too long too`() throws {
    let outcome = try shell("exec yes", timeLimit: 1, outputLimit: 100)
    #expect(outcome.ending == .tookTooLong)
    #expect(outcome.output.count == 100)
  }

  @Test func `one that closed its output is waited for all the same`() throws {
    let outcome = try shell("exec >/dev/null 2>&1; sleep 0.2; exit 5")
    #expect(outcome.ending == .exited(status: 5))
  }

  @Test func `a grandchild does not keep the caller waiting, and is ended`() throws {
    let outcome = try shell("sleep 300 & echo $!; exit 4")
    #expect(outcome.ending == .exited(status: 4))
    let grandchild = try #require(Int32(text(outcome).dropLast()))
    #expect(isGone(grandchild))
  }

  @Test func `a program that is missing cannot be started`() throws {
    let child = ChildProcess(
      program: "/nowhere/program", arguments: [], environment: Environment(),
      workingDirectory: "/", timeLimit: 60, outputLimit: 10)
    let error = #expect(throws: HostError.self) { try child.run() }
    #expect(error?.message == "cannot start '/nowhere/program': No such file or directory")
  }

  @Test func `what is not a program cannot be started`() throws {
    let folder = try TemporaryFolder()
    try folder.write("plain", "no program", mode: 0o644)
    try folder.write("garbage", "\u{7F}ELF garbage", mode: 0o755)
    for (name, code) in [("plain", EACCES), ("garbage", ENOEXEC)] {
      let child = ChildProcess(
        program: folder.path.appending(name), arguments: [], environment: Environment(),
        workingDirectory: "/", timeLimit: 60, outputLimit: 10)
      let error = #expect(throws: HostError.self) { try child.run() }
      #expect(error?.code == code)
    }
  }

  @Test func `becoming another program keeps the process and its status`() async {
    await #expect(processExitsWith: .exitCode(23)) {
      throw ChildProcess.become(
        "/bin/sh", arguments: ["sh", "-c", "test \"$A\" = 1 && exit 23"],
        environment: Environment(["A": "1"]))
    }
  }

  @Test func `becoming a missing program returns the reason`() {
    let error = ChildProcess.become(
      "/nowhere/program", arguments: ["program"], environment: Environment())
    #expect(error.code == ENOENT)
  }

  /// Killed, whether or not somebody has reaped it yet.
  private func isGone(_ identifier: Int32) -> Bool {
    Eventually.holds {
      if kill(identifier, 0) == -1 { return true }
      let stat = try? Directory("/proc").readFile("\(identifier)/stat", limit: 4096)
      return stat.map { String(decoding: $0, as: UTF8.self).contains(") Z ") } ?? false
    }
  }
}
