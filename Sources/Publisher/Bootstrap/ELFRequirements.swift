package import Model

/// What a program needs of a Linux machine, read from its ELF file as the dynamic linker reads it: program headers, the
/// dynamic section, and the symbol versions that it asks of its libraries (`.gnu.version_r`; LSB Core, "Symbol
/// Versioning"; elf(5)). 64-bit little-endian files only: those of the platforms there are.
package struct ELFRequirements: Sendable, Equatable {
  /// `nil` for a processor that no platform has.
  package let architecture: Platform.Architecture?
  /// The newest `GLIBC_x.y` that it asks for; `nil` for a static program.
  package let glibc: SystemVersion?

  package enum Problem: Error, Equatable {
    /// It begins as an ELF file, and what its headers point to is not there, or makes no sense.
    case malformed
    case not64Bit
  }

  /// - Parameter read: Gives up to `count` bytes from `offset` bytes into the file; fewer at its end.
  /// - Returns: `nil` for what is no ELF file, such as a script.
  /// - Throws: ``Problem``; what `read` throws.
  package init?(reading read: (_ offset: Int, _ count: Int) throws -> [UInt8]) throws {
    let header = ELFBytes(try read(0, 64))
    guard header.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { return nil }
    guard header.bytes.count == 64 else { throw Problem.malformed }
    guard header.bytes[4] == 2, header.bytes[5] == 1 else { throw Problem.not64Bit }
    architecture =
      switch try header.number(at: 18, bytes: 2) {
      case 62: .amd64
      case 183: .arm64
      default: nil
      }
    let segments = try Self.segments(header, read)
    glibc = try withoutActuallyEscaping(read) { read in
      try ELFFile(segments, read).versions().compactMap(Self.glibcVersion).max()
    }
  }

  private static func segments(
    _ header: ELFBytes, _ read: (Int, Int) throws -> [UInt8]
  ) throws -> [ELFFile.Segment] {
    let offset = try header.number(at: 32, bytes: 8)
    let (entryLength, count) = (
      try header.number(at: 54, bytes: 2), try header.number(at: 56, bytes: 2)
    )
    guard count == 0 || entryLength >= 56 else { throw Problem.malformed }
    let table = ELFBytes(try read(offset, entryLength * count))
    return try (0..<count).map { index in
      let start = index * entryLength
      return ELFFile.Segment(
        type: try table.number(at: start, bytes: 4),
        offset: try table.number(at: start + 8, bytes: 8),
        address: try table.number(at: start + 16, bytes: 8),
        length: try table.number(at: start + 32, bytes: 8))
    }
  }

  /// `2.34` of `GLIBC_2.34`; what is private to glibc says nothing.
  private static func glibcVersion(_ name: String) -> SystemVersion? {
    name.hasPrefix("GLIBC_") ? SystemVersion(String(name.dropFirst("GLIBC_".count))) : nil
  }
}
