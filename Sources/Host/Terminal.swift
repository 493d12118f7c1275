private import CPosix

/// The person's terminal, reached through `/dev/tty`: it answers even when the program's input is a pipe (`curl … | sh`).
package struct Terminal: ~Copyable {
  private let descriptor: Int32

  /// - Returns: `nil` when the process has no terminal.
  package init?() {
    descriptor = stg_openat(AT_FDCWD, "/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY, 0)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Shows `question` and reads one line.
  ///
  /// - Returns: The answer without the line's end; `nil` at the end of input (Ctrl-D).
  package func ask(_ question: String) -> String? {
    let prompt = Array(question.utf8)
    _ = prompt.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count < 0 && stg_errno() == EINTR { continue }
      if count <= 0 { return answer.isEmpty ? nil : String(decoding: answer, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: answer, as: UTF8.self) }
      if answer.count < 1000 { answer.append(byte) }
    }
  }

  /// Reads one line with the echo off: for passphrases.
  package func askSecret(_ question: String) -> String? {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return ask(question) }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSAFLUSH, &silent)
    defer {
      tcsetattr(descriptor, TCSAFLUSH, &settings)
      _ = write(descriptor, "\n", 1)
    }
    return ask(question)
  }
}
