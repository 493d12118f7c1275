import Host
import Model
import Pack
import SystemPackage
import Testing

/// Bytes that are not what was signed, and frames that are signed and not what they should be.
struct FrameAttackTests {
  let scratch: Scratch
  /// Three frames.
  let sound: Framed

  init() throws {
    scratch = try Scratch()
    var tar = HostileTar()
    for index in 0..<9 {
      tar.add("f\(index)", .file, String(repeating: "content \(index)\n", count: 100_000))
    }
    sound = Framed(tar)
  }

  @Test func `the sound bytes are accepted`() throws {
    #expect(sound.frames.count == 3)
    #expect(try scratch.refusal(sound.artifact, sound.bytes) == nil)
  }

  @Test(arguments: [0, 1, 2])
  func `one altered bit in a frame is refused before the frame is decoded`(frame: Int) throws {
    var bytes = sound.bytes
    bytes[sound.frames[..<frame].joined().count + 20] ^= 1
    var verified: [Int] = []
    let observer = UnpackObserver(verifiedFrame: { number, _ in verified.append(number) })
    let error = #expect(throws: UnpackError.self) {
      try scratch.unpack(sound.artifact, bytes, observer: observer)
    }
    #expect(error?.reason == .frameAltered(frame))
    #expect(error?.isDamage == true)
    #expect(error?.hint != nil)
    #expect(verified == Array(0..<frame))
  }

  @Test func `frames in another order are refused`() throws {
    let swapped = [sound.frames[1], sound.frames[0], sound.frames[2]]
    #expect(
      try scratch.refusal(sound.artifact, Array(swapped.joined())) == .frameAltered(0))
  }

  @Test func `a cut stream is refused at every frame's border and within`() throws {
    let borders = [0, sound.frames[0].count, sound.frames[0].count + sound.frames[1].count]
    for (frame, border) in borders.enumerated() {
      for cut in [border, border + 1, border + sound.frames[frame].count - 1] {
        let scratch = try Scratch()
        let refusal = try scratch.refusal(sound.artifact, Array(sound.bytes[..<cut]))
        #expect(refusal == .truncated(frame: frame))
      }
    }
  }

  @Test func `bytes after the last frame are refused`() throws {
    #expect(try scratch.refusal(sound.artifact, sound.bytes + [0]) == .goesOn)
  }

  @Test func `a web page in place of the artifact is refused`() throws {
    let page = Array("<!doctype html><title>Sign in to this network</title>".utf8)
    let refusal = try scratch.refusal(sound.artifact, page)
    #expect(refusal == .truncated(frame: 0))
  }

  @Test func `a bomb is refused by its frame's header, and takes no memory`() throws {
    // 40,000 to 1.
    let bomb = Framed.pack([UInt8](repeating: 0, count: 256 << 20))
    #expect(bomb.count < 64 << 10)
    let framed = Framed(frames: [bomb], archiveLength: 2048)
    #expect(
      try scratch.refusal(framed.artifact, framed.bytes) == .frameContent(0, expected: 2048))
  }

  @Test func `a bomb whose header lies about its size is refused`() throws {
    // A header for 2048 bytes, and the blocks of a frame of 256 MiB: both have the same form but for the size.
    let small = Framed.pack([UInt8](repeating: 0, count: 65_792))
    let bomb = Framed.pack([UInt8](repeating: 0, count: 256 << 20))
    #expect(small[4] & 0xC0 == 0x80 && bomb[4] & 0xC0 == 0x80)
    var lying = bomb
    for index in 0..<4 {
      lying[5 + index + (bomb[4] & 0x20 == 0 ? 1 : 0)] = [0, 8, 0, 0][index]
    }
    let framed = Framed(frames: [lying], archiveLength: 2048)
    #expect(try scratch.refusal(framed.artifact, framed.bytes) == .frameNotSound(0))
  }

  @Test(arguments: [-512, 512])
  func `a frame that decodes to less or more than is due is refused`(difference: Int) throws {
    let content = [UInt8](repeating: 0, count: 2048 + difference)
    let framed = Framed(frames: [Framed.pack(content)], archiveLength: 2048)
    #expect(
      try scratch.refusal(framed.artifact, framed.bytes) == .frameContent(0, expected: 2048))
  }

  @Test func `a frame short of 4 MiB before the last is refused`() throws {
    let tar = HostileTar().finished
    let framed = Framed(
      frames: [Framed.pack(tar[..<512]), Framed.pack(tar[512...])], archiveLength: 1024)
    #expect(
      try scratch.refusal(framed.artifact, framed.bytes) == .frameContent(0, expected: 1024))
  }

  @Test func `two zstd frames in one are refused`() throws {
    let tar = HostileTar().finished
    let framed = Framed(
      frames: [Framed.pack(tar[..<512]) + Framed.pack(tar[512...])], archiveLength: 1024)
    #expect(try scratch.refusal(framed.artifact, framed.bytes) == .frameNotSound(0))
  }

  @Test func `bytes that are not zstd are refused`() throws {
    let framed = Framed(frames: [Array("not zstd at all".utf8)], archiveLength: 1024)
    #expect(try scratch.refusal(framed.artifact, framed.bytes) == .frameNotSound(0))
  }

  @Test func `a frame without its content's size is refused`() throws {
    // Frame header descriptor 0: no size, no checksum; then one raw block, the last, of 1 byte.
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x09, 0x00, 0x00, 0x41]
    let framed = Framed(frames: [frame], archiveLength: 1)
    #expect(try scratch.refusal(framed.artifact, framed.bytes) == .frameNotSound(0))
  }

  @Test func `an archive shorter than the manifest says is refused`() throws {
    var framed = sound
    framed.archiveLength += Limits.frameContent
    let refusal = try scratch.refusal(framed.artifact, framed.bytes)
    #expect(refusal == .frameContent(2, expected: Limits.frameContent))
  }

  @Test func `an archive that goes on after its end is refused`() throws {
    let evil = [UInt8](repeating: 0, count: 2 * Limits.frameContent)
    let framed = Framed(evil, unpackedLength: 0)
    #expect(try scratch.refusal(framed.artifact, framed.bytes) == .archiveGoesOn)
  }

  @Test func `an archive that is no tar is refused`() throws {
    let framed = Framed(Array("#!/bin/sh\nrm -rf /\n".utf8), unpackedLength: 0)
    guard case .notTar = try scratch.refusal(framed.artifact, framed.bytes) else {
      Issue.record("a script was taken for a tar")
      return
    }
  }

  @Test func `a packed or nested archive is not unpacked once more`() throws {
    var inner = HostileTar()
    inner.add("tool", .file, "x")
    let framed = Framed(Framed.pack(inner.finished), unpackedLength: 1)
    guard case .notTar = try scratch.refusal(framed.artifact, framed.bytes) else {
      Issue.record("a filter was applied")
      return
    }
  }

  @Test func `a file cut within the archive is refused`() throws {
    var tar = HostileTar()
    tar.add("tool", .file, "x", size: 1 << 20)
    let framed = Framed(tar.finished, unpackedLength: 1 << 20)
    guard case .notTar = try scratch.refusal(framed.artifact, framed.bytes) else {
      Issue.record("half a file was taken for a whole one")
      return
    }
  }

  @Test func `an altered header is refused`() throws {
    var tar = HostileTar()
    tar.add("tool", .file, "x")
    var bytes = tar.finished
    bytes[0] ^= 1
    let framed = Framed(bytes, unpackedLength: 1)
    guard case .notTar = try scratch.refusal(framed.artifact, framed.bytes) else {
      Issue.record("the header's checksum was not looked at")
      return
    }
  }

  @Test func `an artifact without frames is refused`() throws {
    let framed = Framed(frames: [], archiveLength: 0)
    #expect(try scratch.refusal(framed.artifact, []) != nil)
  }

  @Test func `what the source throws comes through unchanged`() throws {
    let failing = try HostError.some()
    let unpacker = ArtifactUnpacker<TestDigest>(sound.artifact, of: "tool")
    #expect(throws: failing) {
      try unpacker.unpack(into: scratch.make("unpacked")) { _ in throw failing }
    }
  }
}

extension HostError {
  /// A real one.
  fileprivate static func some() throws -> HostError {
    do throws(HostError) {
      _ = try Directory("/nonexistent")
    } catch {
      return error
    }
    return HostError("do", "nothing", code: 0)
  }
}
