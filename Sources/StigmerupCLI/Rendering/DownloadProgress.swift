import Installer
import Model

/// How far a download is, as a line of text.
struct DownloadProgress {
  private let title: String
  /// In bytes.
  private let total: Int
  private let started: Double
  private var done = 0

  init(title: String, total: Int, started: Double) {
    self.title = title
    self.total = total
    self.started = started
  }

  mutating func add(_ bytes: Int) { done = min(done + bytes, total) }

  /// - Parameters:
  ///   - time: In seconds, of the clock that `started` came from.
  ///   - width: The most columns to fill; what does not fit is left out from the right.
  func line(at time: Double, width: Int) -> String {
    let elapsed = time - started
    var parts = ["\(title)", "\(ByteCount.text(done)) of \(ByteCount.text(total))"]
    // A rate over the first moments says nothing.
    if elapsed >= 0.5, done > 0 {
      let rate = Double(done) / elapsed
      parts.append("\(ByteCount.text(Int(rate)))/s")
      parts.append("\(Self.duration(Int((Double(total - done) / rate).rounded(.up)))) left")
    }
    while parts.count > 1, Self.joined(parts).count > width { parts.removeLast() }
    return String(Self.joined(parts).prefix(max(0, width)))
  }

  private static func joined(_ parts: [String]) -> String { parts.joined(separator: "   ") }

  private static func duration(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
