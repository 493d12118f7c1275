import Model
import Selection

extension FuzzTarget {
  /// `Model` and the shim read versions each for itself.
  static let version = FuzzTarget(
    "version", longest: 200,
    words: ["1.4.2", "-beta.2", "+build.7", "v", "0", "00", ".", "-", "\n"],
    seeds: {
      bytes([
        "1.4.2\n1.5.0-beta.2+build.7", "v1.0.0\n1", "1.4\n1.4.2", "1.0.0-0.a.10\n1.0.0-0.a.9",
        "1.0.0--\n1.0.0+-",
      ])
    },
    check: { bytes in
      let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).prefix(2)
      let versions = try parts.compactMap { try readTwice(Array($0)) }
      guard versions.count == 2 else { return }
      let (one, other) = (versions[0], versions[1])
      let precedence = one.selection.precedence(over: other.selection)
      try expect(
        one.model.hasSamePrecedence(as: other.model) == (precedence == 0)
          && (precedence == 0 || (one.model < other.model) == (precedence < 0))
          && (one.model == other.model) == (one.selection == other.selection)
          && one.selection.isNewer(than: other.selection) == (one.model > other.model),
        "\(one.model) and \(other.model) are ordered in two ways")
    })

  private static func readTwice(_ bytes: [UInt8]) throws -> (
    model: Version, selection: VersionName
  )? {
    let selection = VersionName(ByteString(bytes))
    _ = PartialVersion(ByteString(bytes)).map { partial in selection.map(partial.matches) }
    guard let text = String(validating: bytes, as: UTF8.self), let model = Version(text) else {
      // The shim takes numbers and texts of any length, and the `v` that people type.
      if let selection {
        let isLong =
          bytes.count > Version.longestText
          || bytes.split(whereSeparator: { !(0x30...0x39).contains($0) }).contains { $0.count > 18 }
        try expect(
          isLong || bytes.first == UInt8(ascii: "v"), "only the shim reads '\(selection.bytes)'")
      }
      return nil
    }
    guard let selection else { throw FuzzFailure("the shim does not read '\(model)'") }
    try expect(
      selection.bytes.bytes == bytes && Array(model.description.utf8) == bytes,
      "'\(model)' is written otherwise")
    try expect(selection.isPrerelease == model.isPrerelease, "'\(model)' is a pre-release for one")
    return (model, selection)
  }

  static let selector = FuzzTarget(
    "selector", longest: 200,
    words: [
      "stable", "beta", "dev", "latest", "dev-", "2026-11-23", "2024-02-29", "dev@", "a1b2c3d",
      "none", "stigmerup", "+", "-", "/", "..", "\u{85}", "1.4",
    ],
    seeds: {
      bytes([
        "stable", "1.4.2", "v1.4", "1", "latest", "dev-2026-11-23", "dev@A1b2c3d", "mine", "..",
      ])
    },
    check: { bytes in
      guard let selector = ToolchainSelector(ByteString(bytes)) else { return }
      let text = selector.text
      try expect(ToolchainSelector(text) == selector, "'\(text)' reads back as something else")
      let isName =
        !text.isEmpty && text.bytes.first != UInt8(ascii: ".") && text.bytes.first != 0x2D
        && text.bytes.first != 0x2B
        && !text.bytes.contains { $0 < 0x20 || $0 == 0x2F || $0 == 0x7F }
      try expect(isName, "'\(text)' is no name of a file")
      if case .linked = selector {
        try expect(!selector.isAllowedInPin, "a pin may name the linked build '\(text)'")
        try expect(ToolchainSelector.isLinkableName(text), "'\(text)' cannot be linked")
        try expect(!["stable", "beta", "dev", "latest"].contains(text), "'\(text)' is taken")
      } else {
        try expect(!ToolchainSelector.isLinkableName(text), "'\(text)' can be linked")
      }
    })

  /// Small values whose texts become names of files, times and limits.
  static let values = FuzzTarget(
    "values", longest: 1100,
    words: [
      "2026-01-31T12:00:00Z", "2024-02-29T23:59:59Z", "linux-amd64", "darwin-arm64", "2.35",
      "agent-runner", "a/b", "..", "/", "/\u{301}", "\u{0}", "~", "%2e",
    ],
    seeds: {
      bytes([
        "2026-01-31T12:00:00Z", "linux-amd64", "13.5.1", "agent-runner", "bin/agent-runner", "_x+",
        String(repeating: "0f", count: 32), "0000-03-01T00:00:00Z",
      ])
    },
    check: { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      try checkText(of: Instant(text), is: text)
      try checkText(of: Platform(text), is: text)
      try checkText(of: ComponentName(text), is: text)
      try checkText(of: ExecutableName(text), is: text)
      try checkText(of: RelativePath(text), is: text)
      try checkText(of: Digest(hex: text), is: text)
      if let version = SystemVersion(text) {
        try expect(SystemVersion(version.description) == version, "\(version) reads back otherwise")
      }
      if let path = RelativePath(text) { try checkInside(path) }
      for name in [ComponentName(text)?.description, ExecutableName(text)?.description] {
        guard let name else { continue }
        try expect(RelativePath(name)?.names == [name], "'\(name)' is no name of a file")
      }
      let printed = Printable.escaped(text)
      try expect(
        !printed.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) },
        "it prints a control character")
    })

  private static func checkText(of value: (some CustomStringConvertible)?, is text: String) throws {
    guard let value else { return }
    try expect(
      value.description.utf8.elementsEqual(text.utf8), "'\(text)' is written as '\(value)'")
  }
}
