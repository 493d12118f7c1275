import Testing

@testable import Publisher

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"),
    (" Zm9v\nYmFy\r\n", "foobar"),
  ])
  func `the vectors of RFC 4648, with white space and without padding`(text: String, plain: String)
  {
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
  }

  @Test(arguments: ["Z", "Zm9v!", "Z=g=", "Zm9vY", "-_-_"])
  func `anything else is none`(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }
}
