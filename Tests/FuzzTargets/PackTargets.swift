import CZstd
import Host
import Model
import Pack
import SystemPackage
import TestSupport
import Trust

extension FuzzTarget {
  /// A tar in sound frames, as somebody with the right keys would sign it. After an odd first byte the headers' checksums
  /// are made right first, so that a change gets as far as the entry policy.
  static let archive = FuzzTarget(
    "archive", longest: 10_240,
    words: [
      "../", "/etc/passwd", "..", "/\u{301}", "ustar\u{0}00", "ustar  \u{0}", "././@LongLink",
      "GNU.sparse.map", "11 path=../x\n", "13 linkpath=/x\n", "0000755\u{0}", "0004755\u{0}",
      "00000000010\u{0}", "_internal/lib", "\u{FEFF}", "\u{0}\u{0}\u{0}\u{0}",
    ],
    seeds: { try sampleTars().flatMap { [[0] + $0, [1] + $0] } },
    check: { bytes in
      guard let choice = bytes.first else { return }
      var tar = Array(bytes.dropFirst())
      if choice & 1 == 1 { TarChecksums.repair(&tar) }
      let frame = packed(tar)
      // What its files add up to is only known once they were read.
      let length = try unpack(frame, archiveLength: tar.count, unpackedLength: 1 << 20)
      if let length, length != 1 << 20 {
        _ = try unpack(frame, archiveLength: tar.count, unpackedLength: length)
      }
    })

  /// The bytes behind the first three are one frame, whose digest is right; those three are the archive's length.
  static let frame = FuzzTarget(
    "frame", longest: 4096,
    seeds: {
      try sampleTars().map { tar in
        [UInt8(tar.count & 0xFF), UInt8(tar.count >> 8 & 0xFF), UInt8(tar.count >> 16)]
          + packed(tar)
      }
    },
    check: { bytes in
      guard bytes.count > 3 else { return }
      let length = Int(bytes[0]) | Int(bytes[1]) << 8 | Int(bytes[2]) << 16
      _ = try unpack(Array(bytes[3...]), archiveLength: length, unpackedLength: 1 << 20)
    })

  /// Unpacks several folders deep, and looks at everything on the way.
  ///
  /// - Returns: The length of all files that were written, where that alone was wrong.
  private static func unpack(_ frame: [UInt8], archiveLength: Int, unpackedLength: Int) throws
    -> Int?
  {
    let scratch = try UnpackScratch()
    let artifact = Artifact(
      object: ObjectReference(digest: .sha256(of: frame), length: frame.count),
      frames: [Artifact.Frame(length: frame.count, digest: .sha256(of: frame))],
      archiveLength: archiveLength, unpackedLength: unpackedLength,
      files: ObjectReference(digest: .sha256(of: ""), length: 0), executables: [:],
      requirements: Artifact.Requirements())
    var rest = frame[...]
    var length: Int?
    let unpacked: Void? = try unlessRefused {
      do {
        try ArtifactUnpacker<SHA256>(artifact, of: "tool 1.0.0").unpack(into: scratch.destination) {
          buffer in
          let piece = rest.prefix(buffer.count)
          buffer.copyBytes(from: piece)
          rest = rest.dropFirst(piece.count)
          return piece.count
        }
      } catch {
        if let reason = (error as? UnpackError)?.reason,
          case .contentTooShort(let found, _) = reason
        {
          length = found
        }
        throw error
      }
    }
    try scratch.check(isComplete: unpacked != nil, mostBytes: unpackedLength)
    return length
  }

  private static func packed(_ content: [UInt8]) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
    let length = ZSTD_compress(&frame, frame.count, content, content.count, 1)
    return Array(frame.prefix(length))
  }

  private static func sampleTars() throws -> [[UInt8]] {
    var plain = SampleTar()
    plain.add("bin/", "5", mode: 0o755)
    plain.add("bin/tool", "0", "#!/bin/sh\n", mode: 0o755)
    plain.add("bin/also", "2", target: "tool")
    plain.add("lib/", "5", mode: 0o755)
    plain.add("lib/deep/", "5", mode: 0o755)
    plain.add("lib/deep/x", "2", target: "../../bin/tool")
    var long = SampleTar()
    long.add("pax", "x", "20 path=a/long/name\n")
    long.add("short", "0", "content")
    long.add("././@LongLink", "L", "another/long/name\u{0}")
    long.add("short", "0", "content")
    var odd = SampleTar()
    odd.add("a", "2", target: "b")
    odd.add("a/x", "0", "through")
    odd.add("device", "3")
    odd.add("hard", "1", target: "a")
    odd.add("sparse", "S", "x")
    odd.add("set", "0", "x", mode: 0o4755)
    odd.add("../out", "0", "x")
    return [plain.finished, long.finished, odd.finished, SampleTar().finished]
  }
}
