import Testing

@testable import Transport

struct ResponseHeadTests {
  private func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines {
      let isShortEnough = head.add(line + "\r\n")
      #expect(isShortEnough)
    }
    return head
  }

  @Test func `the last status counts and trailers do not`() {
    let head = head(
      "HTTP/1.1 103 Early Hints", "ETag: \"early\"", "", "HTTP/2 200", "etag:  \"v2\" ",
      "Content-Length: 12", "", "ETag: \"late\"")
    #expect(head.isComplete)
    #expect(head.status == 200)
    #expect(head.entityTag == "\"v2\"")
    #expect(head.contentLength == 12)
  }

  @Test func `an early answer is not the end of the head`() {
    #expect(!head("HTTP/1.1 100 Continue", "").isComplete)
  }

  @Test(arguments: [
    ("120", 120), ("0", 0), ("-5", 0), ("soon", nil), ("Wed, 01 Jan 2025 00:01:00 GMT", 60),
    ("Tue, 31 Dec 2024 23:00:00 GMT", 0),
  ])
  func `seconds and dates say when to come back`(text: String, seconds: Int?) {
    let head = head(
      "HTTP/1.1 503 Busy", "Date: Wed, 01 Jan 2025 00:00:00 GMT", "Retry-After: \(text)", "")
    #expect(head.retryAfter == seconds)
  }

  @Test(arguments: [
    "bytes 5-9/10", "Bytes 5-9/10", "bytes 5-9/*",
  ])
  func `a range is understood`(text: String) {
    let range = head("HTTP/1.1 206 Part", "Content-Range: \(text)", "").contentRange
    #expect(range?.first == 5)
    #expect(range?.last == 9)
    #expect(range?.total == (text.hasSuffix("*") ? nil : 10))
  }

  @Test(arguments: ["", "bytes */10", "bytes 5-/10", "bytes 5-9", "items 5-9/10", "bytes 5-9/x"])
  func `what is no range is none`(text: String) {
    #expect(head("HTTP/1.1 206 Part", "Content-Range: \(text)", "").contentRange == nil)
  }
}
