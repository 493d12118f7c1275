import CPosix
import Testing

@testable import Selection

/// The built program, in real homes. `cat` stands for a program: given `/proc/self/cmdline` or
/// `/proc/self/environ` it tells exactly what it was executed with.
@Suite struct ShimTests {
  private let test: ShimHome

  init() throws { test = try ShimHome() }

  @Test func `the shim executes the real path, which is argument 0 too`() throws {
    let child = try test.run(["/proc/self/cmdline"])
    #expect(child.strings == [test.real("stigmer", "a"), "/proc/self/cmdline"])
    #expect(child.exitStatus == 0)
  }

  @Test func `every argument passes untouched`() throws {
    let odd: [ByteString] = [
      "/proc/self/cmdline", "", "a b", "line\nline", ByteString([0xFF, 0xFE, 0x80]), "\"'\\$x", "*",
      "+beta", "+", "",
    ]
    let child = try Child.run(
      test.shim("stigmer"), ["stigmer"] + odd, environment: [], in: test.files.path("project"))
    #expect(child.strings == [test.real("stigmer", "a")] + odd)
  }

  @Test func `the selector is taken away, and only that`() throws {
    let child = try test.run(["+beta", "/proc/self/cmdline", "+beta"])
    #expect(child.strings == [test.real("stigmer", "b"), "/proc/self/cmdline", "+beta"])
  }

  @Test func `the environment passes, with what the child must know`() throws {
    let child = try test.run(
      ["/proc/self/environ"],
      environment: [
        "A=1", "EMPTY=", "NOEQUALS", "STIGMERUP_INHERITED=trees/\(TestHome.tree("b"))",
        "STIGMERUP_INHERITED_BY=x", "STIGMERUP_RECURSION_COUNT=3", "STIGMER_AGENT_RUNNER_BIN=/old",
        "STIGMERUP_TOOLCHAIN=stable", "STIGMERUP_HANDED_OVER=1", "A=2",
      ])
    #expect(
      child.strings == [
        "A=1", "EMPTY=", "NOEQUALS", "STIGMERUP_INHERITED_BY=x", "STIGMERUP_TOOLCHAIN=stable",
        "A=2",
        "STIGMERUP_INHERITED=" + ByteString("trees/\(TestHome.tree("a"))"),
        "STIGMERUP_RECURSION_COUNT=4",
        "STIGMER_AGENT_RUNNER_BIN=" + test.real("agent-runner", "a"),
      ])
  }

  @Test func `what stigmer starts stays in its toolchain`() throws {
    let inherited = ["STIGMERUP_INHERITED=trees/\(TestHome.tree("b"))"]
    try test.files.pin("project", "stable")
    let runner = try test.run(["/proc/self/cmdline"], as: "agent-runner", environment: inherited)
    #expect(runner.strings.first == test.real("agent-runner", "b"))
    let stigmer = try test.run(["/proc/self/cmdline"], environment: inherited)
    #expect(stigmer.strings.first == test.real("stigmer", "a"))
    unlink(test.files.path("project/stigmer-toolchain.toml"))
    let below = try test.run(["/proc/self/cmdline"], environment: inherited)
    #expect(below.strings.first == test.real("stigmer", "b"))
  }

  @Test func `exit status and signals are the program's own`() throws {
    try test.files.install("3.0.0", "c", script: "#!/bin/sh\nexit 42\n")
    try test.files.sign("stable", "3.0.0", "c")
    #expect(try test.run(["+3.0.0"]).exitStatus == 42)
    try test.files.install("3.0.1", "d", script: "#!/bin/sh\nkill -TERM $$\nexit 0\n")
    try test.files.sign("stable", "3.0.1", "d")
    #expect(try test.run(["+3.0.1"]).signal == SIGTERM)
  }

  @Test func `a pin, an override and a variable are obeyed`() throws {
    try test.files.pin("project", "beta")
    try test.files.makeFolder("project/deep")
    let pinned = try test.run(["/proc/self/cmdline"], in: "project/deep")
    #expect(pinned.strings.first == test.real("stigmer", "b"))
    try test.files.write("home/overrides", "\(test.files.path("project/deep"))\tstable\n")
    let overridden = try test.run(["/proc/self/cmdline"], in: "project/deep")
    #expect(overridden.strings.first == test.real("stigmer", "a"))
    let said = try test.run(
      ["/proc/self/cmdline"], environment: ["STIGMERUP_TOOLCHAIN=2.0.0-beta.1"], in: "project")
    #expect(said.strings.first == "stigmerup")  // no channel marker: handed over
    try test.files.sign("beta", "2.0.0-beta.1", "b")
    let signed = try test.run(
      ["/proc/self/cmdline"], environment: ["STIGMERUP_TOOLCHAIN=2.0.0-beta.1"], in: "project")
    #expect(signed.strings.first == test.real("stigmer", "b"))
  }

  @Test func `a lock is obeyed by the shim alone, and what is not here goes to the manager`() throws
  {
    try test.files.install("1.0.9", "c")
    try test.files.sign("stable", "1.0.9", "c")
    try test.files.pin("project", "stable")
    let digest = TestHome.digest("c")
    func lock(_ version: String) throws {
      try test.files.write(
        "project/stigmer-toolchain.lock",
        "schema = 1\nversion = \"\(version)\"\nmanifest = \"\(digest)\"\n[artifacts]\n"
          + "stigmer.linux-amd64 = \"\(digest)\"\n")
    }
    try lock("1.0.9")
    #expect(try test.run([], in: "project").exitStatus == 0)
    let unlocked = try test.run(["+stable", "/proc/self/cmdline"], in: "project")
    #expect(unlocked.strings.first == test.real("stigmer", "a"))
    for version in ["1.0.8", "1.0"] {
      try lock(version)
      let child = try test.run(["/proc/self/cmdline"], in: "project")
      #expect(child.strings.first == "stigmerup", "\(version)")
    }
    let again = try test.run(
      [], environment: ["STIGMERUP_HANDED_OVER=1"], in: "project")
    #expect(
      again.errorText.hasPrefix(
        "error: cannot choose a toolchain for stigmer: "
          + "'\(test.files.path("project/stigmer-toolchain.lock"))' is not as stigmerup writes locks\n"
      ))
  }

  @Test func `a linked build runs where it lies`() throws {
    try test.files.linkBuild("mine", programs: [("stigmer", "/bin/cat")])
    let child = try test.run(["+mine", "/proc/self/cmdline"])
    #expect(child.strings == ["/bin/cat", "/proc/self/cmdline"])
    let environment = try test.run(
      ["+mine", "/proc/self/environ"],
      environment: ["STIGMER_AGENT_RUNNER_BIN=\(test.real("agent-runner", "a"))"])
    #expect(
      environment.strings == ["STIGMERUP_INHERITED=linked/mine", "STIGMERUP_RECURSION_COUNT=1"])
  }

  @Test func `what it cannot decide goes to the manager with every argument`() throws {
    let child = try test.run(
      ["+9.9.9", "/proc/self/cmdline", "", "a b"], environment: ["A=1"])
    #expect(
      child.strings == [
        "stigmerup", "shim-fallback", "stigmer", "+9.9.9", "/proc/self/cmdline", "", "a b",
      ])
    let environment = try test.run(["+", "/proc/self/environ"], environment: ["A=1"])
    #expect(environment.strings == ["A=1", "STIGMERUP_HANDED_OVER=1"])
  }

  @Test func `it hands over once`() throws {
    let child = try test.run(["+9.9.9"], environment: ["STIGMERUP_HANDED_OVER=1"])
    #expect(child.exitStatus == 1)
    #expect(child.output.isEmpty)
    #expect(
      child.errorText == """
        error: cannot choose a toolchain for stigmer: '9.9.9' is not installed
        hint: 'stigmerup show' says what this folder selects

        """)
  }

  @Test func `without its manager it says so`() throws {
    unlink(test.files.path("home/self/1.0.0/stigmerup"))
    let child = try test.run(["+9.9.9"])
    #expect(child.exitStatus == 127)
    let manager = test.files.path("home/self/1.0.0/stigmerup")
    #expect(
      child.errorText == """
        error: cannot choose a toolchain for stigmer: '9.9.9' is not installed; and cannot execute \
        '\(manager)': No such file or directory
        hint: stigmerup is incomplete here; its install script, run again, repairs it

        """)
  }

  @Test func `a program that was removed or cannot run is explained`() throws {
    let real = test.real("stigmer", "a").description
    chmod(real, 0o644)
    let denied = try test.run([])
    #expect(denied.exitStatus == 126)
    #expect(
      denied.errorText.hasPrefix("error: cannot execute '\(real)': Permission denied\nhint: "))
    unlink(real)
    let gone = try test.run(["/proc/self/cmdline"])
    #expect(gone.strings.prefix(3) == ["stigmerup", "shim-fallback", "stigmer"])
  }

  @Test(arguments: ["trees/\(TestHome.tree("f"))", "linked/gone", "rubbish"])
  func `an inherited toolchain that is gone goes to the manager`(value: String) throws {
    let child = try test.run(
      ["/proc/self/cmdline"], as: "agent-runner", environment: ["STIGMERUP_INHERITED=\(value)"])
    #expect(child.strings.prefix(3) == ["stigmerup", "shim-fallback", "agent-runner"])
  }

  @Test func `a circle of shims ends`() throws {
    try test.files.linkBuild("loop", programs: [("stigmer", test.shim("stigmer"))])
    let child = try test.run([], environment: ["STIGMERUP_TOOLCHAIN=loop"])
    #expect(child.exitStatus == 1)
    #expect(child.errorText.hasPrefix("error: stigmer started itself through stigmerup's shim"))
    let last = try test.run(
      ["/proc/self/cmdline"], environment: ["STIGMERUP_RECURSION_COUNT=19"])
    #expect(last.exitStatus == 0)
    let over = try test.run(
      ["/proc/self/cmdline"], environment: ["STIGMERUP_RECURSION_COUNT=20"])
    #expect(over.exitStatus == 1)
  }

  @Test(arguments: ["stigmer-shim", "/x/stigmer-shim", "", "x/", ".."])
  func `under no program's name it tells what it is`(name: String) throws {
    let child = try Child.run(test.shim("stigmer"), name: name, ["--version"])
    #expect(child.exitStatus == 2)
    #expect(child.errorText.hasPrefix("stigmer-shim starts stigmer's programs"))
    #expect(child.output.isEmpty)
  }

  @Test func `STIGMERUP_HOME comes before where the shim lies`() throws {
    let other = try ShimHome()
    let variable = "STIGMERUP_HOME=\(other.files.path("home"))"
    let child = try test.run(["/proc/self/cmdline"], environment: [variable])
    #expect(child.strings.first == other.real("stigmer", "a"))
    let empty = try test.run(["/proc/self/cmdline"], environment: ["STIGMERUP_HOME="])
    #expect(empty.strings.first == test.real("stigmer", "a"))
    // Handing over stays with the shim's own manager.
    let manager = try test.run(["+9.9.9", "/proc/self/exe"], environment: [variable])
    #expect(!manager.output.isEmpty)
  }

  @Test func `a relative STIGMERUP_HOME is meant from here, and made absolute`() throws {
    let child = try test.run(["/proc/self/cmdline"], environment: ["STIGMERUP_HOME=../home"])
    let expected = test.files.path("project/../home/trees/")
    #expect(child.strings.first?.hasPrefix(ByteString(expected)) == true)
    #expect(child.exitStatus == 0)
  }

  @Test func `a shim outside every home leaves it to the manager beside it`() throws {
    try test.files.makeFolder("usr/bin")
    for name in ["stigmerup", "stigmer"] {
      let source = name == "stigmer" ? ShimHome.builtShim : "/bin/cat"
      try #require(
        try Child.run("/bin/cp", [source, test.files.path("usr/bin/\(name)")]).exitStatus == 0)
    }
    let child = try Child.run(test.files.path("usr/bin/stigmer"), ["/proc/self/cmdline"])
    #expect(child.strings.prefix(3) == ["stigmerup", "shim-fallback", "stigmer"])
  }

  @Test func `a home that was moved still works`() throws {
    let moved = test.files.path("elsewhere")
    try #require(rename(test.files.path("home"), moved) == 0)
    let child = try Child.run("\(moved)/bin/stigmer", ["/proc/self/cmdline"])
    #expect(child.strings.first?.hasPrefix(ByteString("\(moved)/trees/")) == true)
  }

  @Test(.enabled(if: geteuid() == 0 && access("/usr/bin/unshare", X_OK) == 0))
  func `a home on a read-only file system works`() throws {
    let script = """
      mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && ! touch "$1/x" 2> /dev/null &&
      exec "$0" /proc/self/cmdline
      """
    let child = try Child.run(
      "/usr/bin/unshare",
      ["-m", "/bin/sh", "-c", script, test.shim("stigmer"), test.files.path("home")],
      environment: ["PATH=/usr/bin:/bin"])
    #expect(child.strings.first == test.real("stigmer", "a"))
    #expect(child.errors.isEmpty)
  }

  @Test(.enabled(if: access("/usr/bin/strace", X_OK) == 0))
  func `a program that clean-up took away in between is chosen anew, once`() throws {
    let missing = { (starts: String) in
      try Child.run(
        "/usr/bin/strace",
        [
          "-qq", "-o", "/dev/null", "-e", "trace=execve", "-e",
          "inject=execve:error=ENOENT:when=\(starts)", test.shim("stigmer"), "/proc/self/cmdline",
        ], in: test.files.path("project"))
    }
    #expect(try missing("1").strings.first == test.real("stigmer", "a"))
    #expect(try missing("1..2").strings.first == "stigmerup")
  }

  @Test func `a home without write permission works`() throws {
    try #require(
      try Child.run("/bin/chmod", ["-R", "a-w", test.files.path("home")]).exitStatus == 0)
    let child = try test.run(["/proc/self/cmdline"])
    #expect(child.strings.first == test.real("stigmer", "a"))
    #expect(child.errors.isEmpty)
  }

  @Test func `a working directory that was removed goes to the manager`() throws {
    let script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" /proc/self/cmdline"
    let child = try Child.run(
      "/bin/sh", ["-c", script, test.shim("stigmer")], in: test.files.path("project"))
    #expect(child.strings.prefix(3) == ["stigmerup", "shim-fallback", "stigmer"])
    let selected = try Child.run(
      "/bin/sh", ["-c", script.replacing("\"$0\"", with: "\"$0\" +beta"), test.shim("stigmer")],
      in: test.files.path("project"))
    #expect(selected.strings.first == test.real("stigmer", "b"))
  }

  @Test func `a pin that is a FIFO goes to the manager at once`() throws {
    try #require(mkfifo(test.files.path("project/stigmer-toolchain.toml"), 0o644) == 0)
    let child = try test.run(["/proc/self/cmdline"])
    #expect(child.strings.prefix(3) == ["stigmerup", "shim-fallback", "stigmer"])
  }

  @Test func `a tree that is used is stamped`() throws {
    let file = test.files.path("home/used/\(TestHome.tree("a"))")
    try #require(utimes(file, [timeval(), timeval()]) == 0)
    #expect(try test.run(["/proc/self/cmdline"]).exitStatus == 0)
    var status = stat()
    try #require(stat(file, &status) == 0)
    #expect(status.st_mtim.tv_sec > 0)
  }

  @Test func `no descriptor is left open for the program`() throws {
    try test.files.pin("project", "beta")
    try test.files.write("home/overrides", "/nowhere\tbeta\n")
    try test.files.install("4.0.0", "c", script: "#!/bin/sh\nls /proc/$$/fd\n")
    try test.files.sign("stable", "4.0.0", "c")
    try test.files.pin("project", "4")
    let child = try test.run([], environment: ["PATH=/usr/bin:/bin"])
    let open = String(decoding: child.output, as: UTF8.self).split(separator: "\n").sorted()
    // 10 or 255 is the shell's own, for its script.
    #expect(open.filter { $0 != "10" && $0 != "255" } == ["0", "1", "2"])
  }
}
