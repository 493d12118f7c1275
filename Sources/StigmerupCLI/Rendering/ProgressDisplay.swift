import Host
import Installer
import Model

/// What the person sees of a long step: one live line on a terminal, plain lines elsewhere, nothing
/// with `-q`.
///
/// Used from one thread only, as is all of the installer.
final class ProgressDisplay: Progress {
  private let console: Console
  private var download: DownloadProgress?
  private var lastDrawn = 0.0

  /// Seconds between two drawings of the live line.
  private static let interval = 0.1

  init(_ console: Console) { self.console = console }

  func begin(_ title: String, total: Int) {
    guard !console.isQuiet, total > 0 else { return }
    download = DownloadProgress(title: title, total: total, started: MonotonicClock.seconds)
    if console.showsLiveProgress {
      draw()
    } else {
      console.note("downloading \(title) (\(ByteCount.text(total)))")
    }
  }

  func advance(_ bytes: Int) {
    guard download != nil else { return }
    download?.add(bytes)
    if console.showsLiveProgress, MonotonicClock.seconds - lastDrawn >= Self.interval { draw() }
  }

  func end() {
    clear()
    download = nil
  }

  func note(_ line: String) {
    clear()
    console.note(line)
    if console.showsLiveProgress, download != nil { draw() }
  }

  private func draw() {
    guard let download else { return }
    lastDrawn = MonotonicClock.seconds
    console.live("\r\(download.line(at: lastDrawn, width: console.width - 1))\u{1B}[K")
  }

  private func clear() {
    if console.showsLiveProgress, download != nil { console.live("\r\u{1B}[K") }
  }
}
