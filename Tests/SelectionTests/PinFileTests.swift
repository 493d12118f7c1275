import Testing

@testable import Selection

@Suite struct PinFileTests {
  @Test(arguments: [
    "[toolchain]\nchannel = \"1.4\"\n",
    "[toolchain]\nchannel = '1.4'",
    "# a comment\n\n [ toolchain ] # another: Grüße\n\tchannel=\"1.4\"# and one\n",
    "[toolchain]\r\nchannel = \"1.4\"\r\n",
    "[toolchain]\ncomponents = [\"stigmer\", 'x', ]\nprofile = \"minimal\"\nchannel = \"v1.4\"",
    "[toolchain]\ncomponents = []\nchannel = \"1.4\"",
    "[toolchain]\ncomponents = [ \"a\" ] # why\nchannel = \"1.4\"",
    "[toolchain]\nprofile = 'complete'# \"]\"\nchannel = \"1.4\"",
  ])
  func `a plain pin is read`(text: String) throws {
    let partial = try #require(PartialVersion("1.4"))
    #expect(PinFile(parsing: ByteString(text)) == .channel(.partial(partial)))
  }

  @Test(arguments: [
    "stable", "beta", "dev", "latest", "1.4.2", "1", "dev-2026-11-23", "dev@a1b2c3d",
  ])
  func `a pin names channels and versions`(selector: String) {
    let pin = PinFile(parsing: ByteString("[toolchain]\nchannel = \"\(selector)\"\n"))
    #expect(pin == ToolchainSelector(ByteString(selector)).map(PinFile.channel))
  }

  @Test(arguments: [
    "mine", "../up", "/abs", "https://example.com", "none", "", "+beta", "stigmerup",
  ])
  func `a pin names nothing else`(selector: String) {
    #expect(PinFile(parsing: ByteString("[toolchain]\nchannel = \"\(selector)\"\n")) == .odd)
  }

  @Test(arguments: [
    "", "# only a comment\n", "[toolchain]\n", "channel = \"beta\"\n", "beta\n",
    "[toolchain]\nchannel = beta\n", "[toolchain]\nchannel = \"beta\n",
    "[toolchain]\nchannel = \"beta\" x\n", "[toolchain] x\nchannel = \"beta\"\n",
    "[toolchain\nchannel = \"beta\"\n", "[[toolchain]]\nchannel = \"beta\"\n",
    "[toolchain]\n[toolchain]\nchannel = \"beta\"\n", "[other]\nchannel = \"beta\"\n",
    "[toolchain]\nchannel = \"beta\"\n[other]\n",
    "[toolchain]\nchannel = \"beta\"\nextra = \"x\"\n",
    "[toolchain]\nchannel = \"beta\"\nchannel = \"beta\"\n",
    "[toolchain]\nprofile = \"a\"\nprofile = \"a\"\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = []\ncomponents = []\nchannel = \"beta\"\n",
    "[toolchain]\nchannel = \"be\\u0074a\"\n", "[toolchain]\nchannel = \"\"\"beta\"\"\"\n",
    "[toolchain]\nchannel = '''beta'''\n", "[toolchain]\nchannel = 'be\\ta'\n",
    "[toolchain]\ncomponents = [\n\"a\"]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = [\"a\" \"b\"]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = [\"a\",,]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = [,]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = [\"#\",\"]\"]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = [\"../x\"]\nchannel = \"beta\"\n",
    "[toolchain]\nprofile = \"all\"\nchannel = \"beta\"\n",
    "[toolchain]\nchannel = \"beta\"\r", "[toolchain]\nchannel = \"beta\" # e\u{301}\n[x]",
    "[toolchain]\ncomponents = [1]\nchannel = \"beta\"\n",
    "[toolchain]\ncomponents = \"a\"\nchannel = \"beta\"\n",
    "[toolchain]\nprofile = 1\nchannel = \"beta\"\n",
    "[toolchain]\nchannel\n", "[toolchain]\nchannel =\n", "[toolchain]\n= \"beta\"\n",
    "[toolchain]\n\"channel\" = \"beta\"\n", "[toolchain]\nchannel.x = \"beta\"\n",
    "[toolchain]\nchannel = \"beta\" # bell \u{7}\n", "[toolchain]\nchannel = \"be\u{0}ta\"\n",
    "\u{FEFF}[toolchain]\nchannel = \"beta\"\n", "[toolchain]\rchannel = \"beta\"\n",
    "[toolchain]\nchannel = \"beta\"\r\r\n", "[toolchain]\nCHANNEL = \"beta\"\n",
    "toolchain.channel = \"beta\"\n", "toolchain = { channel = \"beta\" }\n",
  ])
  func `everything else is left to the manager`(text: String) {
    #expect(PinFile(parsing: ByteString(text)) == .odd)
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0x80], [0xF0, 0x9F, 0x98], [0xC3, 0x41],
    ] as [[UInt8]])
  func `what is not UTF-8 is left to the manager, even in a comment`(bytes: [UInt8]) {
    let start = Array("[toolchain]\nchannel = \"beta\" # ".utf8)
    #expect(PinFile(parsing: ByteString(start + bytes + [0x0A])) == .odd)
    #expect(PinFile(parsing: ByteString(start + "Grüße 😀\n".utf8)) == .channel(.channel(.beta)))
  }
}
