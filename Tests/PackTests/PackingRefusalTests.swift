import Host
import Model
import Pack
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What cannot become an artifact. Each refusal leaves no object behind.
struct PackingRefusalTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("in/tool", "program", mode: 0o755)
  }

  func refusal(_ name: String = "in") throws -> PackError.Reason? {
    defer { #expect((try? scratch.folder.status("object")) == .some(nil)) }
    do {
      _ = try scratch.pack(name)
      return nil
    } catch let error as PackError {
      #expect(error.message.hasPrefix("cannot pack '\(scratch.path(name).string)': "))
      return error.reason
    }
  }

  @Test(arguments: [
    ("/etc/passwd", LinkProblem.absolute), ("../outside", .leaves), ("../../..", .leaves),
    ("bad", .circle), ("d/../../outside", .leaves),
  ])
  func `a link that leads out is refused by its name`(target: String, problem: LinkProblem) throws {
    try scratch.link("in/bad", to: target)
    #expect(try refusal() == .link("bad", target: target, problem))
  }

  @Test func `a link that leads out by way of another is refused`() throws {
    try scratch.make("in/a/b")
    try scratch.link("in/a/b/up", to: "../..")
    try scratch.link("in/z", to: "a/b/up/../outside")
    #expect(try refusal() == .link("z", target: "a/b/up/../outside", .leaves))
  }

  @Test func `a named pipe and a socket are refused`() throws {
    #expect(mkfifo(scratch.path("in/pipe").string, 0o644) == 0)
    #expect(try refusal() == .special("pipe"))
    #expect(unlink(scratch.path("in/pipe").string) == 0)
  }

  @Test(arguments: [0o4755, 0o2755, 0o1644] as [UInt32])
  func `set-id bits are refused`(mode: UInt32) throws {
    try scratch.write("in/d/su", "x", mode: mode)
    #expect(try refusal() == .setID("d/su"))
  }

  @Test(arguments: [
    ("bell\u{7}", NameProblem.controlCharacter), ("line\nbreak", .controlCharacter),
    ("c1\u{9B}", .controlCharacter),
  ])
  func `a name with a control character is refused`(name: String, problem: NameProblem) throws {
    try scratch.write("in/\(name)", "x")
    let error = #expect(throws: PackError.self) { try scratch.pack("in") }
    #expect(error?.reason == .name(name, problem))
    #expect(error?.message.unicodeScalars.contains { $0.value < 0x20 } == false)
  }

  @Test func `a name that is not UTF-8 is refused`() throws {
    let path = scratch.path("in").string.utf8CString.dropLast() + [0x2F, -1, 0]
    let file = Array(path).withUnsafeBufferPointer { path in
      path.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o644) } ?? -1
    }
    #expect(file >= 0)
    close(file)
    // Host names files by text, and so cannot remove this one.
    defer {
      Array(path).withUnsafeBufferPointer { path in
        _ = path.baseAddress.map { unlink($0) }
      }
    }
    guard case .name(_, .notUTF8) = try refusal() else {
      Issue.record("not refused for its name")
      return
    }
  }

  @Test func `a path that is too long or too deep is refused`() throws {
    let name = String(repeating: "n", count: 250)
    try scratch.write("in/\(name)/\(name)/\(name)/\(name)/\(name)", "x")
    guard case .name(_, .pathTooLong) = try refusal() else {
      Issue.record("a path of 1254 bytes was packed")
      return
    }
    let deep = Array(repeating: "d", count: 101).joined(separator: "/")
    try scratch.make("deep/\(deep)")
    guard case .name(_, .tooDeep) = try refusal("deep") else {
      Issue.record("101 folders were packed")
      return
    }
  }

  @Test func `two names that macOS takes for one are refused`() throws {
    try scratch.write("in/data/Readme", "1")
    try scratch.write("in/data/README", "2")
    #expect(try refusal() == .collision("data/README", "data/Readme"))
  }

  @Test func `a folder without programs is refused`() throws {
    try scratch.write("empty/readme", "x")
    #expect(try refusal("empty") == .noExecutable(inBin: false))
    try scratch.write("bin-empty/bin/readme", "x")
    try scratch.write("bin-empty/tool", "x", mode: 0o755)
    #expect(try refusal("bin-empty") == .noExecutable(inBin: true))
    try scratch.write("library/libx.so.1", "x", mode: 0o755)
    try scratch.write("library/liby.so", "x", mode: 0o755)
    try scratch.write("library/libz.dylib", "x", mode: 0o755)
    #expect(try refusal("library") == .noExecutable(inBin: false))
  }

  @Test func `a program whose name no program may have is refused`() throws {
    try scratch.write("in/my tool", "x", mode: 0o755)
    #expect(try refusal() == .executableName("my tool"))
  }

  @Test func `a file that is not executable is refused with the command that helps`() throws {
    try scratch.write("plain", "x")
    #expect(try refusal("plain") == .notExecutable)
    let error = #expect(throws: PackError.self) { try scratch.pack("plain") }
    #expect(error?.hint == "chmod +x '\(scratch.path("plain").string)'")
  }

  @Test func `what is neither file nor folder is refused, and what is missing is said`() throws {
    #expect(mkfifo(scratch.path("pipe").string, 0o644) == 0)
    #expect(try refusal("pipe") == .neitherFileNorFolder)
    let error = #expect(throws: HostError.self) { try scratch.pack("missing") }
    #expect(error?.message.contains(scratch.path("missing").string) == true)
  }

  @Test(.enabled(if: getuid() != 0, "root reads everything"))
  func `an unreadable file is an error that names it`() throws {
    try scratch.write("in/d/locked", "x", mode: 0)
    let error = #expect(throws: HostError.self) { try scratch.pack("in") }
    #expect(error?.message.contains("d/locked") == true)
    #expect(try scratch.folder.status("object") == nil)
  }

  @Test func `an object that exists already is not overwritten`() throws {
    try scratch.write("object", "precious")
    #expect(throws: HostError.self) { try scratch.pack("in") }
    #expect(try scratch.read("object") == Array("precious".utf8))
  }

  /// Packs while another thread keeps writing: never a silent mixture of old and new.
  @Test func `a file that grows while it is packed is refused`() throws {
    try scratch.write("in/a-log", [UInt8](repeating: 1, count: 8 << 20))
    let path = scratch.path("in/a-log").string
    let writer = Appender(path)
    defer { writer.stop() }
    guard case .changed = try refusal() else {
      Issue.record("the change was not noticed")
      return
    }
  }
}

/// Appends one byte after another on a thread of its own.
private final class Appender: @unchecked Sendable {
  private var thread = pthread_t()
  private let file: Int32
  /// Its writing end is closed to stop the thread.
  private var stopPipe: [Int32] = [0, 0]

  init(_ path: String) {
    file = open(path, O_WRONLY | O_APPEND)
    pipe(&stopPipe)
    let this = Unmanaged.passUnretained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { this in
        guard let this else { return nil }
        Unmanaged<Appender>.fromOpaque(this).takeUnretainedValue().run()
        return nil
      }, this)
  }

  func stop() {
    close(stopPipe[1])
    pthread_join(thread, nil)
    close(stopPipe[0])
    close(file)
  }

  private func run() {
    var byte: UInt8 = 0
    var stop = pollfd(fd: stopPipe[0], events: Int16(POLLIN), revents: 0)
    while poll(&stop, 1, 0) == 0 {
      write(file, &byte, 1)
      usleep(100)
    }
  }
}
