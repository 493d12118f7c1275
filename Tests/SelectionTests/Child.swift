import CPosix
import Testing

@testable import Selection

/// A program run to its end, with its output.
struct Child {
  /// nil when a signal ended it.
  let exitStatus: Int32?
  let signal: Int32?
  let output: [UInt8]
  let errors: [UInt8]

  var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// The strings of a `/proc/…/cmdline` or `environ` that was written to the output.
  var strings: [ByteString] {
    output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { ByteString($0) }
  }

  /// - Parameter name: Argument 0; the path without it.
  static func run(
    _ path: String, name: String? = nil, _ arguments: [String], environment: [String] = [],
    in directory: String = "/"
  ) throws -> Child {
    try run(
      path, ([name ?? path] + arguments).map { ByteString($0) },
      environment: environment.map { ByteString($0) }, in: directory)
  }

  static func run(
    _ path: String, _ arguments: [ByteString], environment: [ByteString], in directory: String
  ) throws -> Child {
    let output = try temporaryFile()
    defer { close(output) }
    let errors = try temporaryFile()
    defer { close(errors) }
    var actions = stg_spawn_file_actions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    stg_spawn_change_directory(&actions, directory)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // Nothing of the test's own process reaches the child: no descriptor, no blocked signal.
    for descriptor in 3..<256 { posix_spawn_file_actions_addclose(&actions, Int32(descriptor)) }
    var attributes = stg_spawn_attributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var argumentVector = arguments.map { $0.copied() } + [nil]
    var environmentVector = environment.map { $0.copied() } + [nil]
    defer { (argumentVector + environmentVector).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(
      &process, path, &actions, &attributes, &argumentVector, &environmentVector)
    try #require(code == 0, "cannot start \(path): \(code)")
    return try wait(for: process, output, errors)
  }

  private static func wait(for process: pid_t, _ output: Int32, _ errors: Int32) throws -> Child {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { try #require(stg_errno() == EINTR) }
    let signal = status & 0x7F
    return Child(
      exitStatus: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal,
      output: try contents(output), errors: try contents(errors))
  }

  private static func temporaryFile() throws -> Int32 {
    var template = Array("/tmp/selection-output-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    _ = stg_fcntl_int(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    return descriptor
  }

  private static func contents(_ descriptor: Int32) throws -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    try #require(lseek(descriptor, 0, SEEK_SET) == 0)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      try #require(count >= 0)
      if count == 0 { return all }
      all += buffer[..<count]
    }
  }
}

extension ByteString {
  fileprivate func copied() -> UnsafeMutablePointer<CChar>? { withCString { strdup($0) } }
}
