/// What a person types, an override holds or a pin names (DESIGN sections 2 and 10).
package enum ToolchainSelector: Equatable, Sendable {
  case channel(Channel)
  case version(VersionName)
  case partial(PartialVersion)
  /// Stable's current release.
  case latest
  /// The last dev release of a UTC day: the ten bytes `2026-11-23`.
  case devDay(ByteString)
  /// The dev release of a commit: 7 to 40 lower-case hexadecimal digits.
  case devCommit(ByteString)
  case linked(ByteString)

  /// nil for what cannot name a toolchain: empty, reserved, with a slash or control characters, …
  package init?(_ text: ByteString) {
    if let channel = Channel(text) {
      self = .channel(channel)
    } else if let version = VersionName(text) {
      self = .version(version)
    } else if let partial = PartialVersion(text) {
      self = .partial(partial)
    } else if text == "latest" {
      self = .latest
    } else if let commit = text.dropping("dev@") {
      guard let digits = Self.commitDigits(commit) else { return nil }
      self = .devCommit(digits)
    } else if let day = text.dropping("dev-"), Self.looksLikeDay(day) {
      guard Self.isDay(day) else { return nil }
      self = .devDay(day)
    } else {
      guard Self.isLinkableShape(text) else { return nil }
      self = .linked(text)
    }
  }

  /// Whether a linked build may be called `name`: not a channel, version, `latest`, `none`, …
  package static func isLinkableName(_ name: ByteString) -> Bool {
    ToolchainSelector(name) == .linked(name)
  }

  /// As it is written; `v1.4.2` reads back as `1.4.2`.
  package var text: ByteString {
    switch self {
    case .channel(let channel): channel.name
    case .version(let version): version.bytes
    case .partial(let partial): partial.bytes
    case .latest: "latest"
    case .devDay(let day): "dev-" + day
    case .devCommit(let commit): "dev@" + commit
    case .linked(let name): name
    }
  }

  /// A project file names channels and versions only, so that obeying a clone needs no trust.
  package var isAllowedInPin: Bool {
    if case .linked = self { false } else { true }
  }

  /// Whether a lock may narrow this to `version`, as far as that shows without an index: what a
  /// channel has, and when it published it, only its signed index can say.
  package func admits(_ version: VersionName) -> Bool {
    switch self {
    case .channel, .latest, .devDay: true
    case .version(let named): named == version
    case .partial(let partial): partial.matches(version)
    case .devCommit(let commit): version.isBuild(of: commit)
    case .linked: false
    }
  }

  private static func commitDigits(_ text: ByteString) -> ByteString? {
    let digits = text.bytes.map { $0.lowercased }
    guard (7...40).contains(digits.count), digits.areLowerHex else { return nil }
    return ByteString(digits)
  }

  private static func looksLikeDay(_ text: ByteString) -> Bool {
    guard text.bytes.count == 10 else { return false }
    for (index, byte) in text.bytes.enumerated() {
      let isSeparator = index == 4 || index == 7
      guard isSeparator ? byte == Ascii.hyphen : byte.isDigit else { return false }
    }
    return true
  }

  /// A day of the Gregorian calendar.
  private static func isDay(_ text: ByteString) -> Bool {
    let year = number(text.bytes[0..<4])
    let month = number(text.bytes[5..<7])
    let day = number(text.bytes[8..<10])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - Ascii.zero) }
  }

  private static func isLinkableShape(_ name: ByteString) -> Bool {
    guard let first = name.bytes.first, name != "none", name != "stigmerup" else { return false }
    // A leading dot would hide the link, or be `..`.
    if first == Ascii.hyphen || first == Ascii.plus || first == Ascii.dot { return false }
    return !name.bytes.contains(Ascii.slash) && !name.hasControlCharacter
  }
}

extension ByteString {
  /// C0, DEL, and C1 as UTF-8 writes it (0xC2 0x80…0x9F).
  fileprivate var hasControlCharacter: Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte.isControl || (previous == 0xC2 && (0x80...0x9F).contains(byte)) { return true }
      previous = byte
    }
    return false
  }
}
