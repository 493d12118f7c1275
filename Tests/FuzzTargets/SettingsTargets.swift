import Model
import Selection
import Settings

extension FuzzTarget {
  static let settings = FuzzTarget(
    "settings", longest: 4096, words: tomlWords,
    seeds: {
      bytes([
        "profile = \"minimal\"\nauto-install = false\nrepository = [\"https://a.example\", '/b']\n",
        "cacert = \"/etc/ca.pem\" # why\n[other]\nx = { y = 1, z.w = [1, \"2\"] }\n",
        "repository = \"\"\"\nhttps://a\"\"\"\nself-update = true", "\"profile\" = 'complete'\r\n",
      ])
    },
    check: { bytes in
      _ = try unlessRefused { try Settings(parsing: bytes, path: "settings.toml") }
    })

  /// What the shim makes of a pin is what the manager makes of it.
  static let pin = FuzzTarget(
    "pin", longest: 2048, words: tomlWords,
    seeds: {
      bytes([
        "[toolchain]\nchannel = \"1.4\"\n",
        "# why\n[ toolchain ] # t\nchannel = 'beta'\ncomponents = [\"stigmer\", 'x',]\n",
        "[toolchain]\r\nprofile = \"minimal\"\r\nchannel = \"dev-2026-11-23\"\r\n",
        "toolchain.channel = \"latest\"", "toolchain = { channel = \"v1.4.2\" }",
        "[toolchain]\npath = \"/x\"\nchannel = \"mine\"\n",
      ])
    },
    check: { bytes in
      let full = try unlessRefused { try ProjectPin(parsing: bytes, path: "a pin") }
      if case .channel(let selector) = PinFile(parsing: ByteString(bytes)) {
        let file = try accepted("TOML that the shim reads") {
          try TOMLDocument.parse(bytes, document: "a pin").required("toolchain")
        }
        let channel = try file.required("channel").string()
        try expect(
          ToolchainSelector(ByteString(channel)) == selector, "'\(channel)' is \(selector.text)")
        try expect(selector.isAllowedInPin, "a pin names a linked build")
        try expect(full?.selector == channel, "only the shim reads it")
      }
      guard let full, let text = String(validating: bytes, as: UTF8.self) else { return }
      let changed = ProjectPin.text(pinning: "1.4.2", in: text)
      let read = try unlessRefused { try ProjectPin(parsing: Array(changed.utf8), path: "a pin") }
      guard let read else { return }
      try expect(
        read.selector == "1.4.2" && read.components == full.components
          && read.profile == full.profile, "pinning changes more than the channel")
    })

  /// The first byte chooses what is changed in the rest.
  static let tomlEditor = FuzzTarget(
    "toml-editor", longest: 2048, words: tomlWords,
    seeds: {
      bytes(["0", "1", "2", "3", "4", "5"]).map {
        $0
          + "a = 1 # c\n[toolchain] # t\nchannel = \"beta\" # d\n\n# e\n[other]\nx = [\n1,\n]\n"
          .utf8
      }
    },
    check: { bytes in
      guard let choice = bytes.first,
        let text = String(validating: bytes.dropFirst(), as: UTF8.self),
        case .object(var expected)? = try unlessRefused({
          try TOMLDocument.parse(Array(text.utf8), document: "a file").value
        })
      else { return }
      let edit = Edit(choice)
      let edited = edit.apply(to: text)
      // Another form of the same key or table makes a double, and TOML refuses it.
      guard
        let result = try unlessRefused({
          try TOMLDocument.parse(Array(edited.utf8), document: "a file").value
        })
      else { return }
      let before = JSON.object(expected)
      edit.apply(to: &expected)
      // What is written in another form than the editor's is not removed.
      let isUntouched = edit.value == nil && result == before
      try expect(
        result == .object(expected) || isUntouched, "'\(edit)' changes something else:\n\(edited)")
    })

  private struct Edit: CustomStringConvertible {
    let table: String
    let key: String
    /// `nil`: it is removed.
    let value: String?

    init(_ choice: UInt8) {
      table = choice & 1 == 0 ? "toolchain" : ""
      key = choice & 2 == 0 ? "channel" : "a"
      value = choice & 4 == 0 ? "new \"value\"\\\u{7F}\n" : nil
    }

    var description: String { "\(value == nil ? "remove" : "set") [\(table)] \(key)" }

    func apply(to text: String) -> String {
      var editor = TOMLEditor(text)
      if let value {
        editor.set(key, in: table, to: TOMLEditor.quoted(value))
      } else {
        editor.remove(key, from: table)
      }
      return editor.text
    }

    func apply(to object: inout JSON.Members) {
      guard !table.isEmpty else {
        object[key] = value.map { .string($0) }
        return
      }
      guard case .object(var members) = object[table] ?? .object(JSON.Members()) else { return }
      if object[table] == nil, value == nil { return }
      members[key] = value.map { .string($0) }
      object[table] = .object(members)
    }
  }

  private static let tomlWords = [
    "[toolchain]", "channel", "components", "profile", " = ", "\"beta\"", "'1.4'", "\"\"\"", "'''",
    "[[", "]]", "{", "}", "#", "\r\n", "\\u0000", "\\U0001F600", "toolchain.channel", "a.b.c",
    "true", "1_000", "0x1F", "1.5", "1979-05-27", "auto-install", "repository", "\u{FEFF}",
    "é", "\u{301}", "\u{7F}", "inf",
  ]
}
