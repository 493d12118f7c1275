internal import Model

/// The blocks before an entry's content in a POSIX tar (IEEE Std 1003.1-2017, `pax`): a ustar header, before it a pax
/// extended header where ustar's fields are too short. Nothing of the machine or the moment goes into it: owner and times are 0.
struct TarHeader {
  static let blockLength = 512
  /// Two empty blocks end an archive.
  static let end = [UInt8](repeating: 0, count: 2 * blockLength)

  private static let longestSize = 0o77777777777
  private static let longestLink = 100

  let path: RelativePath
  let kind: EntryKind

  init(path: RelativePath, kind: EntryKind) {
    self.path = path
    self.kind = kind
  }

  init(entry: SourceEntry) { self.init(path: entry.path, kind: entry.kind) }

  /// A multiple of 512 bytes.
  var bytes: [UInt8] {
    let name = Array(fullName.utf8)
    let place = Self.split(name)
    var records: [UInt8] = []
    if place == nil { records += Self.record("path", fullName) }
    if target.utf8.count > Self.longestLink { records += Self.record("linkpath", target) }
    if size > Self.longestSize { records += Self.record("size", String(size)) }
    var header: [UInt8] = []
    if !records.isEmpty {
      // Without it readers turn the names into the locale's characters, and fail in the locale "C".
      records = Self.record("hdrcharset", "BINARY") + records
      header += Self.block(
        prefix: [], name: Array("pax-header".utf8), mode: 0o644, size: records.count, type: "x",
        target: [])
      header += records + [UInt8](repeating: 0, count: Self.padding(records.count))
    }
    let (prefix, rest) = place ?? ([], Array(name.prefix(100)))
    return header
      + Self.block(
        prefix: prefix, name: rest, mode: mode, size: size > Self.longestSize ? 0 : size,
        type: type, target: Array(target.utf8.prefix(Self.longestLink)))
  }

  /// How many bytes after `length` bytes fill the block.
  static func padding(_ length: Int) -> Int { (blockLength - length % blockLength) % blockLength }

  private var fullName: String {
    kind == .folder ? path.description + "/" : path.description
  }

  private var mode: Int {
    switch kind {
    case .file(_, let isExecutable): isExecutable ? 0o755 : 0o644
    case .folder: 0o755
    case .link: 0o777
    }
  }

  private var size: Int {
    if case .file(let length, _) = kind { length } else { 0 }
  }

  private var type: Unicode.Scalar {
    switch kind {
    case .file: "0"
    case .folder: "5"
    case .link: "2"
    }
  }

  private var target: String {
    if case .link(let target) = kind { target } else { "" }
  }

  /// ustar's two fields for a path; `nil` when it does not fit.
  private static func split(_ path: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
    if path.count <= 100 { return ([], path) }
    let slashes = path.indices.dropLast().filter { path[$0] == UInt8(ascii: "/") }
    guard let slash = slashes.last(where: { $0 <= 155 }), path.count - slash - 1 <= 100
    else { return nil }
    return (Array(path[..<slash]), Array(path[(slash + 1)...]))
  }

  /// `<length> <key>=<value>\n`, where the length counts its own digits.
  private static func record(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while length != rest.utf8.count + String(length).utf8.count {
      length = rest.utf8.count + String(length).utf8.count
    }
    return Array("\(length)\(rest)".utf8)
  }

  private static func block(
    prefix: [UInt8], name: [UInt8], mode: Int, size: Int, type: Unicode.Scalar, target: [UInt8]
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockLength)
    func put(_ bytes: [UInt8], at offset: Int) {
      block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }
    put(name, at: 0)
    put(octal(mode, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(size, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put([UInt8](repeating: UInt8(ascii: " "), count: 8), at: 148)
    put([UInt8(ascii: type)], at: 156)
    put(target, at: 157)
    put(Array("ustar\0".utf8) + Array("00".utf8), at: 257)
    put(octal(0, digits: 7), at: 329)
    put(octal(0, digits: 7), at: 337)
    put(prefix, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + [0], at: 148)
    return block
  }

  private static func octal(_ number: Int, digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.utf8.count))
      + Array(text.utf8)
  }
}
