import Host
import Installer
import Model

/// How far the hashing of a toolchain is: one live line on a terminal, nothing elsewhere.
final class CheckingDisplay: Progress {
  private let console: Console
  private var progress: DownloadProgress?

  init(_ console: Console) { self.console = console }

  func begin(_ title: String, total: Int) {
    guard console.showsLiveProgress, !console.isQuiet, total > 0 else { return }
    progress = DownloadProgress(
      title: "checking \(title)", total: total, started: MonotonicClock.seconds)
    draw()
  }

  func advance(_ bytes: Int) {
    progress?.add(bytes)
    draw()
  }

  func end() {
    if progress != nil { console.live("\r\u{1B}[K") }
    progress = nil
  }

  func note(_ line: String) { console.note(line) }

  private func draw() {
    guard let progress else { return }
    let line = progress.line(at: MonotonicClock.seconds, width: console.width - 1)
    console.live("\r\(line)\u{1B}[K")
  }
}
