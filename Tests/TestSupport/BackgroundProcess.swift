private import CPosix
package import Host
package import SystemPackage

/// A program that runs beside a test, in a process group of its own, until it is ended.
///
/// A script says when it is ready with a line of output, and waits with `read x`: its input ends when the test does.
package final class BackgroundProcess {
  package let identifier: Int32
  private let output: Int32
  private var input: Int32
  private var isReaped = false

  /// Starts `/bin/sh -c script`; `arguments` are its `$1`, `$2`, ….
  package convenience init(
    script: String, _ arguments: [String] = [], workingDirectory: FilePath = "/"
  ) throws {
    try self.init("/bin/sh", ["-c", script, "sh"] + arguments, workingDirectory: workingDirectory)
  }

  package init(
    _ program: String, _ arguments: [String], workingDirectory: FilePath = "/",
    environment: Environment = .ofProcess()
  ) throws {
    let (reading, childOutput) = try Self.makePipe()
    let (childInput, writing) = try Self.makePipe()
    defer {
      close(childOutput)
      close(childInput)
    }
    var actions = stg_spawn_file_actions()
    var attributes = stg_spawn_attributes()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, childInput, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
    stg_spawn_change_directory(&actions, workingDirectory.string)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var process: pid_t = 0
    let words = Self.copies([program] + arguments)
    let variables = Self.copies(environment.entries)
    defer { for text in words + variables { free(text) } }
    let code = posix_spawn(&process, program, &actions, &attributes, words, variables)
    guard code == 0 else { throw HostError("start", program, code: code) }
    identifier = process
    output = reading
    input = writing
  }

  deinit {
    end()
    close(output)
    endInput()
  }

  /// Ends its input, and waits until it is gone: for a program that ends by itself when its input does.
  package func finish() {
    endInput()
    reap()
  }

  private func endInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  /// The next line of its output; `nil` when it ended.
  package func line() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(output, &byte, 1)
      if count < 0 && stg_errno() == EINTR { continue }
      guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }

  /// Kills it and its group (`SIGKILL`), and waits until it is gone.
  package func end() {
    guard !isReaped else { return }
    kill(-identifier, SIGKILL)
    kill(identifier, SIGKILL)
    reap()
  }

  private func reap() {
    guard !isReaped else { return }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1 && stg_errno() == EINTR {}
    isReaped = true
  }

  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private static func makePipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw HostError("open a pipe for", "a test", code: stg_errno()) }
    for end in ends { _ = stg_fcntl_int(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
