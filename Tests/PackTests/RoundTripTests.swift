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

struct RoundTripTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Packs `in`, unpacks it with every check on, and expects the same listing.
  @discardableResult
  func roundTrip() throws -> PackedArtifact {
    let packed = try scratch.pack("in")
    let object = try scratch.read("object")
    #expect(packed.artifact.object.length == object.count)
    #expect(packed.artifact.object.digest == TestDigest.of(object))
    let list = try FileListCodec<TestDigest>.unpack(
      packed.fileListObject, as: packed.artifact.files, of: "tool")
    #expect(list == packed.fileList)
    try scratch.unpack(packed.artifact, object, files: list)
    #expect(try scratch.listing("unpacked") == scratch.listing("in"))
    return packed
  }

  @Test func `a program alone comes back under the name it was given`() throws {
    try scratch.write("stigmer-v1.2.3-linux-amd64", "#!/bin/sh\n", mode: 0o700)
    let packed = try scratch.pack("stigmer-v1.2.3-linux-amd64", program: "stigmer")
    let name = try #require(ExecutableName("stigmer"))
    #expect(packed.artifact.executables == [name: try #require(RelativePath("stigmer"))])
    #expect(packed.artifact.unpackedLength == 10)
    try scratch.unpack(packed.artifact, scratch.read("object"), files: packed.fileList)
    let content = TestDigest.of("#!/bin/sh\n".utf8).hex.prefix(8)
    #expect(try scratch.listing("unpacked") == ["stigmer 755 \(content)"])
  }

  @Test func `a program reached by a link is packed as the file it is`() throws {
    try scratch.write("store/real", "program", mode: 0o755)
    try scratch.link("tool", to: "store/real")
    let packed = try scratch.pack("tool")
    try scratch.unpack(packed.artifact, scratch.read("object"))
    #expect(try scratch.read("unpacked/tool") == Array("program".utf8))
  }

  @Test func `a folder as PyInstaller makes it comes back with its links and empty entries`() throws
  {
    try scratch.write("in/agent-runner", "program", mode: 0o755)
    try scratch.write("in/libpython.so.1.0", "library", mode: 0o755)
    try scratch.write("in/_internal/Python.framework/Versions/3.11/Python", "lib", mode: 0o755)
    try scratch.link("in/_internal/Python.framework/Versions/Current", to: "3.11")
    try scratch.link("in/_internal/Python.framework/Python", to: "Versions/Current/Python")
    try scratch.link("in/_internal/Python", to: "Python.framework/Python")
    try scratch.link("in/_internal/up", to: "../agent-runner")
    try scratch.link("in/_internal/top", to: "..")
    try scratch.link("in/_internal/dangling", to: "nowhere")
    try scratch.write("in/_internal/empty", "")
    _ = try scratch.make("in/_internal/empty-folder")
    let packed = try roundTrip()
    #expect(packed.artifact.executables.keys.map(\.description) == ["agent-runner"])
  }

  @Test func `a thousand files in many folders come back`() throws {
    try scratch.write("in/tool", "x", mode: 0o755)
    for index in 0..<1000 {
      try scratch.write(
        "in/d\(index % 7)/e\(index % 13)/f\(index)", String(repeating: "\(index)", count: index))
    }
    let packed = try roundTrip()
    #expect(packed.fileList.entries.count == 1000 + 1 + 7 + 7 * 13)
  }

  @Test func `content of several frames comes back, whatever it is`() throws {
    let noise = try Directory("/dev").openFile("urandom").read(count: 5 << 20)
    try scratch.write("in/tool", noise, mode: 0o755)
    try scratch.write("in/zeros", [UInt8](repeating: 0, count: 9 << 20))
    let packed = try roundTrip()
    #expect(packed.artifact.frames.count == 4)
  }

  @Test func `an archive that ends exactly with a frame comes back`() throws {
    // Header, content and the two empty blocks at the end.
    let content = Limits.frameContent - 512 - 1024
    try scratch.write("in/tool", [UInt8](repeating: 7, count: content), mode: 0o755)
    #expect(try roundTrip().artifact.archiveLength == Limits.frameContent)
  }

  @Test(arguments: [-1024, -512, 512])
  func `an archive whose end lies across two frames comes back`(shift: Int) throws {
    let content = Limits.frameContent - 512 - 1024 - shift
    try scratch.write("in/tool", [UInt8](repeating: 7, count: content), mode: 0o755)
    try roundTrip()
  }

  @Test func `long names and names beyond ASCII come back`() throws {
    let long = String(repeating: "n", count: 255)
    try scratch.write("in/tool", "x", mode: 0o755)
    try scratch.write("in/\(String(repeating: "a", count: 100))", "1")
    try scratch.write("in/\(String(repeating: "b", count: 101))", "2")
    try scratch.write("in/\(long)/\(long)/\(long)", "3")
    try scratch.write("in/prefix/\(String(repeating: "p", count: 90))/\(long.prefix(99))", "4")
    try scratch.write("in/größe/naïve-日本.txt", "5")
    try scratch.write("in/\(String(repeating: "ü", count: 120))", "6")
    try scratch.link("in/far", to: "\(long)/\(long)/\(long)")
    try roundTrip()
  }

  @Test func `programs in bin are found there, and only regular ones`() throws {
    try scratch.write("in/bin/one", "1", mode: 0o755)
    try scratch.write("in/bin/two", "2", mode: 0o711)
    try scratch.write("in/bin/readme", "no program")
    try scratch.write("in/bin/nested/three", "3", mode: 0o755)
    try scratch.write("in/configure", "not in bin", mode: 0o755)
    try scratch.link("in/bin/alias", to: "one")
    let packed = try scratch.pack("in")
    let found = packed.artifact.executables
    #expect(found.keys.map(\.description).sorted() == ["one", "two"])
    #expect(found.values.map(\.description).sorted() == ["bin/one", "bin/two"])
  }

  @Test func `hard links become files of their own`() throws {
    try scratch.write("in/tool", "same", mode: 0o755)
    #expect(linkFile(scratch.path("in/tool").string, scratch.path("in/twin").string) == 0)
    try roundTrip()
    #expect(try scratch.make("unpacked").status("twin")?.linkCount == 1)
  }

  @Test func `the same content gives the same bytes, whatever its times, modes and order`() throws {
    for (folder, names) in [("one", ["a", "b", "c"]), ("two", ["c", "a", "b"])] {
      try scratch.write("\(folder)/tool", "x", mode: folder == "one" ? 0o755 : 0o700)
      for name in names {
        try scratch.write("\(folder)/d/\(name)", name, mode: folder == "one" ? 0o644 : 0o600)
      }
    }
    var times = [timeval](repeating: timeval(tv_sec: 1_000_000, tv_usec: 0), count: 2)
    #expect(utimes(scratch.path("two/d/a").string, &times) == 0)
    try scratch.make("two/d").setMode(0o700)
    let one = try scratch.pack("one", object: "object-1")
    let two = try scratch.pack("two", object: "object-2")
    #expect(one.artifact == two.artifact)
    #expect(one.fileListObject == two.fileListObject)
    #expect(try scratch.read("object-1") == scratch.read("object-2"))
  }

  @Test func `the number of threads changes no byte`() throws {
    let piece = try Directory("/dev").openFile("urandom").read(count: 1 << 20)
    try scratch.write("in/tool", Array(repeatElement(piece, count: 13).joined()), mode: 0o755)
    let one = try scratch.pack("in", threads: 1, object: "object-1")
    let three = try scratch.pack("in", threads: 3, object: "object-3")
    #expect(one.artifact == three.artifact)
    #expect(try scratch.read("object-1") == scratch.read("object-3"))
  }

  @Test func `modes are set whatever the umask`() throws {
    try scratch.write("in/d/tool", "x", mode: 0o755)
    try scratch.write("in/tool", "x", mode: 0o755)
    try scratch.write("in/d/text", "x")
    let packed = try scratch.pack("in")
    let object = try scratch.read("object")
    let previous = umask(0o077)
    defer { umask(previous) }
    try scratch.unpack(packed.artifact, object)
    let modes = try scratch.listing("unpacked").map { $0.split(separator: " ").prefix(2) }
    #expect(modes == [["d/", "755"], ["d/text", "644"], ["d/tool", "755"], ["tool", "755"]])
  }

  @Test func `frames are handed on once verified, and progress counts packed bytes`() throws {
    try scratch.write("in/tool", [UInt8](repeating: 1, count: 9 << 20), mode: 0o755)
    let packed = try scratch.pack("in")
    let object = try scratch.read("object")
    var kept: [UInt8] = []
    var numbers: [Int] = []
    var consumed: [Int] = []
    let observer = UnpackObserver(
      progress: { consumed.append($0) },
      verifiedFrame: {
        numbers.append($0)
        kept += $1
      })
    try scratch.unpack(packed.artifact, object, observer: observer)
    #expect(kept == object)
    #expect(numbers == [0, 1, 2])
    #expect(consumed.last == object.count)
    #expect(consumed == consumed.sorted())
  }
}

extension OpenFile {
  fileprivate borrowing func read(count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBytes { buffer -> Int in
      var filled = 0
      while filled < count {
        filled += try self.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      return filled
    }
    #expect(read == count)
    return bytes
  }
}

private func linkFile(_ old: String, _ new: String) -> Int32 { link(old, new) }
