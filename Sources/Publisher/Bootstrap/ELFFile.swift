/// The parts of an ELF file that tell which symbol versions it asks for.
struct ELFFile {
  struct Segment {
    let type: Int
    let offset: Int
    let address: Int
    /// In the file, in bytes.
    let length: Int
  }

  private static let load = 1
  private static let dynamic = 2
  /// No dynamic section or table of names is longer, in bytes.
  private static let longestPart = 64 << 20

  private enum Tag {
    static let stringTable = 5
    static let stringLength = 10
    static let neededVersions = 0x6FFF_FFFE
    static let neededVersionsCount = 0x6FFF_FFFF
  }

  private let segments: [Segment]
  private let read: (Int, Int) throws -> [UInt8]

  init(_ segments: [Segment], _ read: @escaping (Int, Int) throws -> [UInt8]) {
    self.segments = segments
    self.read = read
  }

  /// The names of all versions that it asks of its libraries; none for a static program.
  func versions() throws -> [String] {
    guard let dynamic = segments.first(where: { $0.type == Self.dynamic }) else { return [] }
    let tags = try tags(of: dynamic)
    guard let needed = tags[Tag.neededVersions] else { return [] }
    guard let count = tags[Tag.neededVersionsCount], let stringTable = tags[Tag.stringTable],
      let stringLength = tags[Tag.stringLength], (0...10_000).contains(count)
    else { throw ELFRequirements.Problem.malformed }
    let strings = try bytes(at: stringTable, most: stringLength)
    return try names(try bytes(at: needed, most: 1 << 20), count: count, strings)
  }

  private func tags(of dynamic: Segment) throws -> [Int: Int] {
    guard dynamic.length <= Self.longestPart else { throw ELFRequirements.Problem.malformed }
    let section = try bytes(dynamic.offset, dynamic.length)
    var tags: [Int: Int] = [:]
    for start in stride(from: 0, through: section.bytes.count - 16, by: 16) {
      // Of tags and values beyond any file (a processor's own ones) none is looked for.
      guard let tag = try? section.number(at: start, bytes: 8) else { continue }
      if tag == 0 { break }
      if let value = try? section.number(at: start + 8, bytes: 8) { tags[tag] = value }
    }
    return tags
  }

  /// A chain of libraries (`Elf64_Verneed`), each with a chain of versions (`Elf64_Vernaux`).
  private func names(_ table: ELFBytes, count: Int, _ strings: ELFBytes) throws -> [String] {
    var names: [String] = []
    var library = 0
    for _ in 0..<count {
      var version = library + (try table.number(at: library + 8, bytes: 4))
      for _ in 0..<(try table.number(at: library + 2, bytes: 2)) {
        names.append(try strings.text(at: try table.number(at: version + 8, bytes: 4)))
        version += try table.number(at: version + 12, bytes: 4)
      }
      let next = try table.number(at: library + 12, bytes: 4)
      if next == 0 { break }
      library += next
    }
    return names
  }

  /// What is loaded at an address, up to its segment's end.
  private func bytes(at address: Int, most length: Int) throws -> ELFBytes {
    guard
      let segment = segments.first(where: {
        $0.type == Self.load && address >= $0.address && address - $0.address < $0.length
      }), length <= Self.longestPart
    else { throw ELFRequirements.Problem.malformed }
    let start = address - segment.address
    return try bytes(segment.offset + start, min(length, segment.length - start))
  }

  private func bytes(_ offset: Int, _ count: Int) throws -> ELFBytes {
    let bytes = try read(offset, count)
    guard bytes.count == count else { throw ELFRequirements.Problem.malformed }
    return ELFBytes(bytes)
  }
}
