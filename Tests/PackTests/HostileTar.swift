import Model

/// A tar made byte by byte, so that it can hold what no honest program writes.
struct HostileTar {
  private(set) var bytes: [UInt8] = []
  /// Bytes of content of all its files.
  private(set) var contentLength = 0

  enum Kind: Unicode.Scalar {
    case file = "0"
    case hardLink = "1"
    case link = "2"
    case characterDevice = "3"
    case blockDevice = "4"
    case folder = "5"
    case pipe = "6"
    case sparse = "S"
  }

  /// - Parameter size: What the header says, when that is not the content's length.
  mutating func add(
    _ path: String, _ kind: Kind = .file, _ content: String = "", target: String = "",
    mode: Int = 0o644, size: Int? = nil
  ) {
    add(Array(path.utf8), kind, content, target: target, mode: mode, size: size)
  }

  mutating func add(
    _ path: [UInt8], _ kind: Kind = .file, _ content: String = "", target: String = "",
    mode: Int = 0o644, size: Int? = nil
  ) {
    let content = Array(content.utf8)
    appendHeader(
      path, type: kind.rawValue, target: Array(target.utf8), mode: mode,
      size: size ?? content.count)
    append(content)
    if kind == .file { contentLength += content.count }
  }

  /// Records of a pax extended header for the entry that follows.
  mutating func addRecords(_ records: [(key: String, value: String)]) {
    let text = records.map { key, value -> String in
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count + 1
      while length != rest.utf8.count + String(length).utf8.count { length += 1 }
      return "\(length)\(rest)"
    }.joined()
    appendHeader(
      Array("pax".utf8), type: "x", target: [], mode: 0o644, size: text.utf8.count)
    append(Array(text.utf8))
  }

  mutating func append(_ content: [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// With the two empty blocks at its end.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  private mutating func appendHeader(
    _ path: [UInt8], type: Unicode.Scalar, target: [UInt8], mode: Int, size: Int
  ) {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], at offset: Int) {
      block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }
    func octal(_ number: Int, _ digits: Int) -> [UInt8] {
      let text = String(number, radix: 8)
      return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
    }
    precondition(path.count <= 100 && target.count <= 100)
    put(path, at: 0)
    put(octal(mode, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(0, 11), at: 136)
    put([UInt8](repeating: 0x20, count: 8), at: 148)
    put([UInt8(ascii: type)], at: 156)
    put(target, at: 157)
    put(Array("ustar\u{0}00".utf8), at: 257)
    put(octal(1, 7), at: 329)
    put(octal(3, 7), at: 337)
    put(octal(block.reduce(0) { $0 + Int($1) }, 6) + [0], at: 148)
    bytes += block
  }
}
