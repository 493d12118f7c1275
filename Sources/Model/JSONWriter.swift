extension JSON {
  /// Canonical JSON as OLPC defines it and TUF signs it: no white space, names in byte order,
  /// and in strings only `"` and `\` escaped, everything else as raw UTF-8.
  package var canonical: [UInt8] {
    var writer = JSONWriter(style: .canonical)
    writer.append(self, indent: 0)
    return writer.bytes
  }

  /// RFC 8259 with two spaces of indentation and a final line feed: for files and output that people read.
  package var pretty: String {
    var writer = JSONWriter(style: .pretty)
    writer.append(self, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  /// RFC 8259 on one line, names in byte order: for files that only programs read.
  package var compact: [UInt8] {
    var writer = JSONWriter(style: .compact)
    writer.append(self, indent: 0)
    return writer.bytes
  }
}

private struct JSONWriter {
  enum Style { case canonical, compact, pretty }

  private let style: Style
  private(set) var bytes: [UInt8] = []

  init(style: Style) { self.style = style }

  mutating func append(_ value: JSON, indent: Int) {
    switch value {
    case .null: bytes += "null".utf8
    case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .string(let text): append(string: text)
    case .array(let elements):
      appendList(elements, between: ("[", "]"), indent: indent) { writer, element in
        writer.append(element, indent: indent + 1)
      }
    case .object(let members):
      appendList(members.all, between: ("{", "}"), indent: indent) { writer, member in
        writer.append(string: member.name)
        writer.bytes += (writer.style == .pretty ? ": " : ":").utf8
        writer.append(member.value, indent: indent + 1)
      }
    }
  }

  private mutating func appendList<Element>(
    _ elements: [Element], between brackets: (String, String), indent: Int,
    each: (inout JSONWriter, Element) -> Void
  ) {
    bytes += brackets.0.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes += ",".utf8 }
      breakLine(indent: indent + 1)
      each(&self, element)
    }
    if !elements.isEmpty { breakLine(indent: indent) }
    bytes += brackets.1.utf8
  }

  private mutating func breakLine(indent: Int) {
    guard style == .pretty else { return }
    bytes += ("\n" + String(repeating: "  ", count: indent)).utf8
  }

  private mutating func append(string text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20 where style != .canonical:
        bytes += "\\u00".utf8
        bytes += Hex.encode([byte]).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
