import Model

extension FuzzTarget {
  static let json = FuzzTarget(
    "json", longest: 4096,
    words: [
      "{}", "[]", "\"\"", ":", ",", "null", "true", "false", "-1", "9223372036854775807",
      "-9223372036854775808", "\\u0000", "\\ud83d\\ude00", "\\\"", "\\\\", "é", "e\u{301}",
    ],
    seeds: {
      bytes([
        #"{"b":[1,-2,null,true,false],"a":{"é":"\u0041\ud83d\ude00\n"},"":[]}"#, "[[[[[[1]]]]]]",
        #" { "a" : "b" } "#, #""\u007f\/""#, "-9223372036854775808",
      ])
    },
    check: { bytes in
      guard let value = try unlessRefused({ try JSON(parsing: bytes) }) else { return }
      for (style, written) in [("compact", value.compact), ("pretty", Array(value.pretty.utf8))] {
        let back = try accepted("\(style) JSON") { try JSON(parsing: written) }
        try expect(back == value, "\(style) JSON reads back as something else")
      }
      try checkCanonical(value)
    })

  private static func checkCanonical(_ value: JSON) throws {
    let canonical = value.canonical
    guard let back = try unlessRefused({ try JSON(parsing: canonical) }) else {
      // OLPC writes control characters as they are, which no JSON text may hold.
      return try expect(canonical.contains { $0 < 0x20 }, "canonical JSON is no JSON")
    }
    try expect(back == value, "canonical JSON reads back as something else")
    try expect(back.canonical == canonical, "canonical JSON is not stable")
  }
}
