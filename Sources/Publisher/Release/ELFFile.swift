package import Model

/// What an ELF file (System V ABI; 64-bit, little-endian) says of the machine it needs. Pure: the caller reads.
package struct ELFFile: Sendable, Equatable {
  /// `nil` for a processor that stigmer is not built for.
  package let architecture: Platform.Architecture?
  /// The newest version of glibc's symbols that it asks for; `nil` for a static program.
  package let glibc: SystemVersion?

  private static let headerLength = 64
  /// Tables longer than this are none.
  private static let longestTable = 16 << 20

  /// - Parameter read: Gives up to `count` bytes from `offset`; fewer at the file's end.
  /// - Returns: `nil` for a file that is no such ELF file, or a damaged one.
  package init?(read: (_ offset: Int, _ count: Int) throws -> [UInt8]) rethrows {
    let header = ELFTable(try read(0, Self.headerLength))
    guard header.bytes.count == Self.headerLength,
      header.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
      let machine = header.number(at: 18, bytes: 2),
      let segments = try Segments(header, read)
    else { return nil }
    architecture =
      switch machine {
      case 62: .amd64
      case 183: .arm64
      default: nil
      }
    glibc = try Self.glibc(segments, read)
  }

  private static func glibc(
    _ segments: Segments, _ read: (Int, Int) throws -> [UInt8]
  ) rethrows -> SystemVersion? {
    guard let dynamic = segments.dynamic, dynamic.length <= longestTable else { return nil }
    let table = ELFTable(try read(dynamic.offset, dynamic.length))
    var values: [Int: Int] = [:]
    for place in stride(from: 0, to: table.bytes.count - 15, by: 16) {
      if let tag = table.number(at: place, bytes: 8),
        let value = table.number(at: place + 8, bytes: 8)
      {
        values[tag] = value
      }
    }
    guard let stringsAddress = values[5], let stringsLength = values[10],
      let needsAddress = values[0x6FFF_FFFE], let count = values[0x6FFF_FFFF],
      let stringsOffset = segments.offset(of: stringsAddress),
      let needsOffset = segments.offset(of: needsAddress), stringsLength <= longestTable
    else { return nil }
    let strings = ELFTable(try read(stringsOffset, stringsLength))
    // Each of the few dozen versions takes 16 bytes.
    let needs = ELFTable(try read(needsOffset, 64 << 10))
    return versionNames(needs, count: count, strings).compactMap(version).max()
  }

  /// Every version that the section `.gnu.version_r` names.
  private static func versionNames(_ needs: ELFTable, count: Int, _ strings: ELFTable) -> [String] {
    var names: [String] = []
    var place = 0
    for _ in 0..<min(count, 1000) {
      guard let versions = needs.number(at: place + 2, bytes: 2),
        let first = needs.number(at: place + 8, bytes: 4),
        let next = needs.number(at: place + 12, bytes: 4)
      else { break }
      var version = place + first
      for _ in 0..<versions {
        guard let name = needs.number(at: version + 8, bytes: 4),
          let step = needs.number(at: version + 12, bytes: 4)
        else { break }
        names.append(strings.text(at: name))
        version += step
      }
      place += next
    }
    return names
  }

  private static func version(_ name: String) -> SystemVersion? {
    // Packed relocations: glibc knows them since 2.36.
    if name == "GLIBC_ABI_DT_RELR" { return SystemVersion("2.36") }
    guard name.hasPrefix("GLIBC_") else { return nil }
    return SystemVersion(String(name.dropFirst("GLIBC_".count)))
  }
}

/// The parts of an ELF file that are loaded, and where the dynamic table is.
private struct Segments {
  struct Part {
    let offset: Int
    let address: Int
    let length: Int
  }

  private(set) var dynamic: Part?
  private var loaded: [Part] = []

  init?(_ header: ELFTable, _ read: (Int, Int) throws -> [UInt8]) rethrows {
    guard let start = header.number(at: 32, bytes: 8), let size = header.number(at: 54, bytes: 2),
      let count = header.number(at: 56, bytes: 2), size >= 56
    else { return nil }
    let table = ELFTable(try read(start, size * count))
    guard table.bytes.count == size * count else { return nil }
    for place in stride(from: 0, to: size * count, by: size) {
      guard let type = table.number(at: place, bytes: 4),
        let offset = table.number(at: place + 8, bytes: 8),
        let address = table.number(at: place + 16, bytes: 8),
        let length = table.number(at: place + 32, bytes: 8)
      else { continue }
      let part = Part(offset: offset, address: address, length: length)
      if type == 1 { loaded.append(part) }
      if type == 2 { dynamic = part }
    }
  }

  func offset(of address: Int) -> Int? {
    let part = loaded.first { $0.address <= address && address - $0.address < $0.length }
    return part.map { $0.offset + address - $0.address }
  }
}

/// Bytes of an ELF file, read with care for their end.
private struct ELFTable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: `nil` beyond the end, and for a number that no honest file holds.
  func number(at place: Int, bytes count: Int) -> Int? {
    guard place >= 0, place <= bytes.count - count else { return nil }
    var value: UInt64 = 0
    for byte in bytes[place..<place + count].reversed() { value = value << 8 | UInt64(byte) }
    return value < 1 << 62 ? Int(value) : nil
  }

  func text(at place: Int) -> String {
    guard place < bytes.count else { return "" }
    return String(decoding: bytes[place...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
