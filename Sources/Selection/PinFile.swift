/// `stigmer-toolchain.toml`, read strictly and fast.
///
/// What is accepted is a subset of TOML in which this reader and a full one cannot disagree:
/// comments, blank lines, one `[toolchain]`, and in it `channel`, `components` and `profile` once
/// each on one line with plain strings. Everything else is ``odd``: the manager reads that, slowly,
/// and explains.
package enum PinFile: Equatable, Sendable {
  case channel(ToolchainSelector)
  case odd

  package init(parsing contents: ByteString) {
    var reader = PinReader()
    for line in contents.bytes.split(separator: Ascii.newline) {
      guard reader.accept(PinLine(line)) else {
        self = .odd
        return
      }
    }
    // A carriage return ends a line only before a line feed.
    guard contents.isUTF8, contents.bytes.last != Ascii.carriageReturn, let text = reader.channel,
      let selector = ToolchainSelector(text),
      selector.isAllowedInPin
    else {
      self = .odd
      return
    }
    self = .channel(selector)
  }
}

/// What the lines so far have said.
private struct PinReader {
  private var isInToolchain = false
  private var hasComponents = false
  private var hasProfile = false
  private(set) var channel: ByteString?

  /// false: the file is odd.
  mutating func accept(_ start: PinLine) -> Bool {
    var line = start
    line.skipBlanks()
    if line.isOver { return true }
    if line.skip(Ascii.openBracket) { return acceptTable(line) }
    return isInToolchain && acceptPair(line)
  }

  private mutating func acceptTable(_ rest: PinLine) -> Bool {
    var line = rest
    line.skipBlanks()
    guard !isInToolchain, line.word() == "toolchain" else { return false }
    line.skipBlanks()
    guard line.skip(Ascii.closeBracket) else { return false }
    line.skipBlanks()
    isInToolchain = true
    return line.isOver
  }

  private mutating func acceptPair(_ rest: PinLine) -> Bool {
    var line = rest
    let key = line.word()
    line.skipBlanks()
    guard line.skip(Ascii.equals) else { return false }
    line.skipBlanks()
    guard acceptValue(of: key, &line) else { return false }
    line.skipBlanks()
    return line.isOver
  }

  private mutating func acceptValue(of key: ByteString, _ line: inout PinLine) -> Bool {
    if key == "channel" {
      guard channel == nil, let text = line.string() else { return false }
      channel = text
      return true
    }
    if key == "components" {
      defer { hasComponents = true }
      return !hasComponents && line.componentNames()
    }
    if key == "profile" {
      defer { hasProfile = true }
      guard !hasProfile, let text = line.string() else { return false }
      return text == "minimal" || text == "standard" || text == "complete"
    }
    return false
  }
}
