import Model
import Selection
import Settings
import Testing

/// A pin is read twice: fast and strictly by the shim, fully by the manager. What the first accepts, the second reads alike.
@Suite struct PinAgreementTests {
  @Test func `both read the same length`() { #expect(ProjectPin.longestFile == longestSmallFile) }

  private static let starts = ["", "# why\n\n", "\u{FEFF}", "x = 1\n", "\r\n"]
  private static let headers = [
    "[toolchain]", "[ toolchain ] # t", "[\"toolchain\"]", "[[toolchain]]", "[toolchain", "",
  ]
  private static let channels = [
    "channel = \"1.4\"", "channel='beta' # c", "  channel = \"dev-2026-11-23\"",
    "\"channel\" = \"beta\"", "channel = \"be\\u0074a\"", "channel = \"\"\"beta\"\"\"",
    "channel = \"mine\"", "channel = \"be\u{1}ta\"", "channel = beta", "channel = \"a\" \"b\"",
  ]
  private static let rests = [
    "", "\ncomponents = [\"stigmer\", 'agent-runner',]", "\ncomponents = [\n\"stigmer\"]",
    "\nprofile = \"minimal\"\n", "\nchannel = \"dev\"", "\n[other]\nx = 1",
    "\r\nprofile = 'complete'\r\n",
    "\ncomponents = [,]", "\npath = \"/x\"", "\n# \u{7F}", "\ncomponents = [\"a\" \"b\"]",
  ]

  @Test(arguments: Self.starts, Self.headers)
  func `what the shim accepts the manager reads alike`(start: String, header: String) throws {
    var accepted = 0
    for channel in Self.channels {
      for rest in Self.rests {
        let text = "\(start)\(header)\n\(channel)\(rest)"
        guard case .channel(let selector) = PinFile(parsing: ByteString(text)) else { continue }
        accepted += 1
        let full = try ProjectPin(parsing: Array(text.utf8), path: "pin").selector
        #expect(ToolchainSelector(ByteString(full)) == selector, "\(text)")
      }
    }
    let isPlain = header.hasPrefix("[toolchain]") || header.hasPrefix("[ toolchain ]")
    let isQuiet = start.allSatisfy { !"x\u{FEFF}".contains($0) }
    #expect((accepted > 0) == (isPlain && isQuiet))
  }
}
