private import CPosix
private import Model

/// Where a program's text goes: results to standard output, progress and notes to standard error.
package struct Console: Sendable {
  package enum ColorChoice: String, Sendable, CaseIterable {
    case auto
    case always
    case never
  }

  /// No notes and no progress; results and errors stay.
  package var isQuiet = false
  package var isVerbose = false
  package var colorChoice = ColorChoice.auto
  /// Whether standard error is a terminal that can redraw a line.
  package let showsLiveProgress: Bool
  package let outputIsTerminal: Bool

  private let noColor: Bool

  package init(environment: Environment) {
    let isDumb = environment["TERM"] == "dumb"
    showsLiveProgress = isatty(2) == 1 && !isDumb
    outputIsTerminal = isatty(1) == 1
    noColor = environment.nonEmpty("NO_COLOR") != nil || isDumb
  }

  /// A line of result on standard output.
  package func result(_ line: String) { Self.write(line + "\n", to: 1) }

  /// A note on standard error; silent with `-q`.
  package func note(_ line: String) {
    if !isQuiet { Self.write(line + "\n", to: 2) }
  }

  /// A line on standard error that is never silent: errors and warnings.
  package func urgent(_ line: String) { Self.write(line + "\n", to: 2) }

  /// Requests, decisions and timings, with `--verbose`.
  package func detail(_ line: @autoclosure () -> String) {
    if isVerbose { Self.write("\(line())\n", to: 2) }
  }

  /// Text without a line's end, for a live progress line on standard error.
  package func live(_ text: String) { Self.write(text, to: 2) }

  package var colorsErrors: Bool { colors(isTerminal: isatty(2) == 1) }

  package var colorsOutput: Bool { colors(isTerminal: outputIsTerminal) }

  /// Columns of the terminal on standard error; 80 where nobody knows.
  package var width: Int {
    var size = winsize()
    guard stg_ioctl_pointer(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The columns that text on standard error should keep to; `nil` where it goes to no terminal.
  package var widthToFill: Int? { isatty(2) == 1 ? width : nil }

  private func colors(isTerminal: Bool) -> Bool {
    switch colorChoice {
    case .always: true
    case .never: false
    case .auto: isTerminal && !noColor
    }
  }

  /// Best effort: a reader who went away (EPIPE) is nobody's error.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { CPosix.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && stg_errno() == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
