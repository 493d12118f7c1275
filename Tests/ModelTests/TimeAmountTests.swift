import Model
import Testing

@Suite struct TimeAmountTests {
  @Test(arguments: [
    ("0", 0, "0"), ("90m", 5400, "90m"), ("60m", 3600, "60m"), ("24h", 86_400, "24h"),
    ("1d", 86_400, "24h"), ("48h", 172_800, "2d"), ("30d", 2_592_000, "30d"),
    ("2w", 1_209_600, "14d"), ("0d", 0, "0"),
  ])
  func `a number and its unit are read`(text: String, seconds: Int, told: String) throws {
    let amount = try #require(TimeAmount(text))
    #expect(amount.seconds == seconds)
    #expect(amount.description == told)
    #expect(TimeAmount(told) == amount)
  }

  @Test(arguments: [
    "", "24", "h", "-1h", "+1h", "1.5h", "1 h", "24H", "1y", "1h30m", "١h", "99999999d",
    "99999999999999999999h",
  ])
  func `anything else is refused`(text: String) { #expect(TimeAmount(text) == nil) }
}
