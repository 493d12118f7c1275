import Host
import SystemPackage
import TestSupport
import Testing

/// Locks that nobody should obey: one error that names the file and the line, by all who read them, and nothing is changed.
@Suite struct StigmerupHostileLockTests {
  let home: StigmerupHome
  private static let manifest = String(repeating: "a", count: 64)
  private static let good =
    "schema = 1\nversion = \"1.4.2\"\nmanifest = \"\(manifest)\"\n[artifacts]\n"

  init() throws {
    home = try StigmerupHome.usual()
    try home.scratch.write("user/project/stigmer-toolchain.toml", "[toolchain]\nchannel = '1.4'\n")
  }

  private var lock: String { "\(home.project)/stigmer-toolchain.lock" }

  private func write(_ text: String) throws {
    try home.scratch.write("user/project/stigmer-toolchain.lock", text)
  }

  static let spoilt: [(text: String, problem: String)] = [
    ("", "line 1: the file ends where there should be 'schema = 1'"),
    ("schema = 2\n", "line 1: its schema is not 1, the one that this stigmerup knows"),
    (
      "schema = 1\nversion = \"1.4.2\"\nversion = \"1.4.2\"\n",
      "line 3: it says something a second time"
    ),
    (
      good + "a.linux-amd64 = \"\(manifest)\"\na.linux-amd64 = \"\(manifest)\"\n",
      "line 6: it says something a second time"
    ),
    ("schema = 1\nversion = \"1.4.\u{0}2\"\n", "line 2: it holds a control character"),
    ("schema = 1\r\r\n", "line 1: it holds a control character"),
    (
      "schema = 1\nversion = \"1.4.2\"\nmanifest = \"abc\"\n",
      "line 3: its digest is not 64 lower-case hexadecimal digits in double quotes"
    ),
    ("<<<<<<< HEAD\n" + good, "line 1: a mark of git's: two sides were not merged"),
    (
      good + "url = \"https://example.com\"\n",
      "line 5: there should be 'COMPONENT.PLATFORM = \"DIGEST\"'"
    ),
    (
      good + String(repeating: "#", count: 65_536),
      "it is longer than the 65536 bytes that a lock may have"
    ),
  ]

  @Test(arguments: spoilt)
  func `a spoilt lock is named with its line, and left as it is`(
    text: String, problem: String
  ) throws {
    try write(text)
    try expectRefusal("cannot be used: \(problem)")
  }

  @Test func `a lock that is no file is never followed or waited for`() throws {
    let project = try Directory(home.project)
    let elsewhere = try home.scratch.write("elsewhere", Self.good)
    try project.createLink("stigmer-toolchain.lock", to: elsewhere.string)
    try expectRefusal(
      "cannot be used: it is a symbolic link, and a lock is a file of the project",
      isReplaceable: false)
    try project.removeFile("stigmer-toolchain.lock")
    try project.createDirectory("stigmer-toolchain.lock")
    try expectRefusal("cannot be used: it is not a regular file", isReplaceable: false)
    try project.removeTree("stigmer-toolchain.lock")
    let fifo = try StigmerupRun.run(
      "/usr/bin/mkfifo", [lock], environment: [:], in: home.project)
    try #require(fifo.status == 0)
    let run = try home.stigmerup("shim-fallback", "stigmer")
    #expect(run.errors.hasPrefix("error: '\(lock)' cannot be used: it is not a regular file\n"))
    try project.removeFile("stigmer-toolchain.lock")
  }

  @Test func `a lock of another version than its pin's is refused`() throws {
    try write(Self.good.replacing("1.4.2", with: "1.5.0"))
    for arguments in readers where arguments != ["pin"] {
      let run = try self.run(arguments)
      #expect(
        run.errors == """
          error: '\(lock)' locks 1.5.0, which is not what its pin selects: "1.4"
          hint: stigmerup pin --update

          """)
      #expect(run.output == "" && run.status == 1, "\(arguments)")
    }
  }

  @Test(arguments: ["\n", "\r\n"])
  func `a lock with either line ends is obeyed`(ending: String) throws {
    try write(Self.good.replacing("\n", with: ending))
    let run = try home.stigmerup("shim-fallback", "stigmer", "x")
    #expect(run.output.hasPrefix("stigmer 1.4.2: x\n") && run.errors == "" && run.status == 0)
  }

  @Test func `a pin that only a full parser understands obeys its lock too`() throws {
    try home.release("1.4.3", digit: "c")
    try home.scratch.write(
      "user/project/stigmer-toolchain.toml", "toolchain = { channel = \"1.4\" }\n")
    try write(Self.good)
    let run = try home.stigmerup("shim-fallback", "stigmer", "x")
    #expect(run.output.hasPrefix("stigmer 1.4.2: x\n") && run.status == 0)
    try write("schema = 7\n")
    #expect(
      try home.stigmerup("shim-fallback", "stigmer").errors.hasPrefix(
        "error: '\(lock)' cannot be used: line 1: its schema"))
  }

  private let readers = [
    ["show"], ["which", "stigmer"], ["shim-fallback", "stigmer"], ["install"],
    ["install", "--locked"], ["pin"],
  ]

  private func run(_ arguments: [String]) throws -> StigmerupRun {
    try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
  }

  private func expectRefusal(
    _ problem: String, isReplaceable: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try home.scratch.snapshot()
    let changers = [["pin", "1.4.2"], ["pin", "--check"]]
    let more = isReplaceable ? [] : [["pin", "--lock"], ["pin", "--update"]]
    for arguments in readers + changers + more {
      let run = try run(arguments)
      #expect(
        run.errors.hasPrefix("error: '\(lock)' \(problem)\nhint: "), "\(arguments): \(run.errors)",
        sourceLocation: sourceLocation)
      #expect(
        run.errors.split(separator: "\n").count == 2, sourceLocation: sourceLocation)
      #expect(run.output == "" && run.status == 1, "\(arguments)", sourceLocation: sourceLocation)
    }
    #expect(try home.scratch.snapshot() == before, sourceLocation: sourceLocation)
  }
}
