import Model
import Selection
import Store

extension FuzzTarget {
  /// What the shim makes of the overrides is what the manager makes of them.
  static let overrides = FuzzTarget(
    "overrides", longest: 2048,
    words: ["\t", "\n", "\r\n", "/a", "/a/b", "stable", "\u{301}", "1.4"],
    seeds: {
      bytes(["/a\tstable\n/a/b\t1.4\n", "/with\ttab\tbeta\n\n/x\t\n", "relative\tstable\n"])
    },
    check: { bytes in
      let overrides = Overrides(parsing: bytes)
      try expect(Overrides(parsing: overrides.bytes) == overrides, "they read back otherwise")
      guard let table = OverrideTable(parsing: ByteString(bytes)),
        String(validating: bytes, as: UTF8.self) != nil
      else { return }
      let slow = overrides.entries.map { [Array($0.directory.utf8), Array($0.selector.utf8)] }
      let fast = table.entries.map { [$0.directory.bytes, $0.selector.bytes] }
      try expect(slow == fast, "the shim and the manager read different overrides")
    })

  static let generations = FuzzTarget(
    "generations", longest: 4096,
    words: ["\t", "\n", "\r\n", "held", "free", "1.4.2", "2026-01-31T12:00:00Z", "\u{0}"],
    seeds: {
      let line = "2026-01-31T12:00:00Z\t1.4.2\t\(String(repeating: "0f", count: 32))"
      return bytes(["\n1\t\(line)\tfree\n\n2\t\(line)\theld\n", "\n3\t\(line)\the"])
    },
    check: { bytes in
      for generation in Generation.list(parsing: bytes) {
        try expect(
          Generation.list(parsing: Array(generation.line.utf8)) == [generation],
          "a generation reads back as another: \(generation.line)")
      }
    })

  /// `toolchain.json` and `receipt.json`.
  static let records = FuzzTarget(
    "records", longest: 4096,
    words: [
      "\"schema\":1", "\"kind\":\"release\"", "\"kind\":\"linked\"", "\"version\":\"1.4.2\"",
      "\"manifest\":", "\"components\":[\"stigmer\"]", "\"channel\":\"stable\"",
      "\"repository\":", "\"installed\":\"2026-01-31T12:00:00Z\"", "\"name\":", "\"folder\":",
      "\"shell-files\":[]",
    ],
    seeds: {
      let digest = String(repeating: "0f", count: 32)
      return bytes([
        """
        {"schema":1,"kind":"release","version":"1.4.2","manifest":"\(digest)","components":
        ["stigmer"],"channel":"stable","repository":"x","installed":"2026-01-31T12:00:00Z"}
        """,
        #"{"kind":"linked","name":"mine","folder":"/x","installed":"2026-01-31T12:00:00Z"}"#,
        #"{"version":"1.4.2","installed":"2026-01-31T12:00:00Z","shell-files":["/x"]}"#,
      ])
    },
    check: { bytes in
      if let record = try unlessRefused({ try ToolchainRecord(parsing: bytes, path: "a file") }) {
        let back = try accepted("a record that was written") {
          try ToolchainRecord(parsing: record.bytes, path: "a file")
        }
        try expect(back == record, "a record reads back as another")
      }
      if let receipt = try unlessRefused({ try Receipt(parsing: bytes, path: "a file") }) {
        let back = try accepted("a receipt that was written") {
          try Receipt(parsing: receipt.bytes, path: "a file")
        }
        try expect(back == receipt, "a receipt reads back as another")
      }
    })
}
