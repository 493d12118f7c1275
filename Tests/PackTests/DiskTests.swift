import Host
import Model
import Pack
import SystemPackage
import Testing

#if os(Linux)
  import Glibc

  /// A file system of 1 MiB, for as long as the value lives.
  private final class SmallDisk {
    let path: String

    /// - Returns: `nil` where this user may not mount.
    init?(_ path: String) {
      self.path = path
      guard mount("tmpfs", path, "tmpfs", 0, "size=1m,mode=755") == 0 else { return nil }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    /// Whether this user may mount: even root may not in some containers.
    static let isPossible: Bool = {
      guard let scratch = try? Scratch() else { return false }
      return SmallDisk(scratch.folder.path.string) != nil
    }()
  }

  struct DiskTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(.enabled(if: SmallDisk.isPossible, "this user may not mount a tmpfs"))
    func `a disk that fills up while unpacking is said, with what to do`() throws {
      try scratch.write("in/a-small", "small")
      try scratch.write("in/tool", [UInt8](repeating: 1, count: 3 << 20), mode: 0o755)
      let packed = try scratch.pack("in")
      let object = try scratch.read("object")
      try scratch.make("disk")
      let disk = try #require(SmallDisk(scratch.path("disk").string))
      let error = #expect(throws: HostError.self) {
        try scratch.unpack(packed.artifact, object, into: "disk")
      }
      #expect(error?.code == ENOSPC)
      #expect(error?.message.contains("disk/tool") == true)
      #expect(error?.hint?.contains("free some space") == true)
      withExtendedLifetime(disk) {}
    }

    @Test(.enabled(if: SmallDisk.isPossible, "this user may not mount a tmpfs"))
    func `a disk that fills up while packing is said, and leaves no half object`() throws {
      let noise = try Directory("/usr/bin").readFile("perl", limit: 100 << 20)
      try scratch.write("in/tool", noise + noise, mode: 0o755)
      try scratch.make("disk")
      let disk = try #require(SmallDisk(scratch.path("disk").string))
      let name = try #require(ExecutableName("tool"))
      let error = #expect(throws: HostError.self) {
        try ArtifactPacker<TestDigest>(level: 1).pack(
          scratch.path("in"), named: name, into: scratch.make("disk"), as: "object")
      }
      #expect(error?.code == ENOSPC)
      #expect(try scratch.make("disk").names().isEmpty)
      withExtendedLifetime(disk) {}
    }

    @Test func `a destination that is not empty is not written over`() throws {
      try scratch.write("in/tool", "new", mode: 0o755)
      let packed = try scratch.pack("in")
      try scratch.write("unpacked/tool", "old")
      let error = #expect(throws: HostError.self) {
        try scratch.unpack(packed.artifact, scratch.read("object"))
      }
      #expect(error?.code == EEXIST)
      #expect(try scratch.read("unpacked/tool") == Array("old".utf8))
    }

    @Test func `a link that someone puts into the destination is not followed`() throws {
      try scratch.write("in/d/secret", "evil")
      try scratch.write("in/tool", "x", mode: 0o755)
      let packed = try scratch.pack("in")
      try scratch.write("outside/secret", "untouched")
      try scratch.make("unpacked")
      try scratch.link("unpacked/d", to: "../outside")
      #expect(throws: HostError.self) {
        try scratch.unpack(packed.artifact, scratch.read("object"))
      }
      #expect(try scratch.read("outside/secret") == Array("untouched".utf8))
    }
  }
#endif
