import Installer
import Model
import Testing
import Trust

struct RefreshRecordTests {
  private let early = Instant(seconds: 1_700_000_000)
  private let late = Instant(seconds: 1_700_100_000)

  @Test func `what is written down is read again`() throws {
    var record = RefreshRecord()
    record.received(.timestamp, at: early, from: "https://releases.example.org")
    record.checked(.timestamp, at: late)
    record.checked(.root, at: late)
    record.received("odd \"role\"\n", at: early, from: nil)
    let again = try RefreshRecord(parsing: record.bytes)
    #expect(again == record)
    #expect(
      again[.timestamp]
        == RefreshRecord.Entry(
          checked: late, received: early, source: "https://releases.example.org"))
    #expect(again[.root].received == nil && again[.root].source == nil)
    #expect(again[.snapshot] == RefreshRecord.Entry())
  }

  @Test func `a later file takes the place of the earlier one's source`() {
    var record = RefreshRecord()
    record.received(.snapshot, at: early, from: "file:///a")
    record.received(.snapshot, at: late, from: "file:///b")
    #expect(record[.snapshot] == RefreshRecord.Entry(received: late, source: "file:///b"))
  }

  @Test(arguments: ["", "[]", "{}", #"{"roles":7}"#, #"{"roles":{"root":{"checked":"soon"}}}"#])
  func `anything else is no record`(text: String) {
    #expect(throws: FormatError.self) { try RefreshRecord(parsing: Array(text.utf8)) }
  }

  @Test func `a record of more roles than there are is none`() {
    let roles = (0...1000).map { "\"r\($0)\":{}" }.joined(separator: ",")
    #expect(throws: FormatError.self) {
      try RefreshRecord(parsing: Array("{\"roles\":{\(roles)}}".utf8))
    }
  }
}
