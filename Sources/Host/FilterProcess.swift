private import CPosix
package import SystemPackage

/// A program that is given bytes and answers with bytes: started without a shell, with the environment and the terminal
/// of this process, its standard error untouched; ended when it takes too long or writes too much.
package struct FilterProcess: Sendable {
  package var program: FilePath
  package var arguments: [String]
  package var environment: Environment
  /// In seconds.
  package var timeLimit: Int
  /// The most bytes of standard output; one more ends the program.
  package var outputLimit: Int

  package init(
    program: FilePath, arguments: [String], environment: Environment, timeLimit: Int,
    outputLimit: Int
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.timeLimit = timeLimit
    self.outputLimit = outputLimit
  }

  package enum Ending: Sendable, Equatable {
    case exited(status: Int32)
    case killed(signal: Int32)
    case tookTooLong
    case wroteTooMuch
  }

  /// Runs it to its end.
  ///
  /// - Parameter input: Its standard input: a file without a name, so that nothing waits for who does not read it.
  /// - Throws: ``HostError`` when it cannot be started.
  package func run(input: [UInt8]) throws(HostError) -> (ending: Ending, output: [UInt8]) {
    let file = try Self.file(holding: input, for: program.string)
    defer { fclose(file) }
    var pipeEnds: [Int32] = [-1, -1]
    try SystemCall.run("open a pipe for", program.string) { pipe(&pipeEnds) }
    let (reading, writing) = (pipeEnds[0], pipeEnds[1])
    defer { close(reading) }
    for end in [reading, writing] { _ = stg_fcntl_int(end, F_SETFD, FD_CLOEXEC) }
    _ = stg_fcntl_int(reading, F_SETFL, O_NONBLOCK)
    let process: pid_t
    do throws(HostError) {
      process = try start(input: fileno(file), output: writing)
      close(writing)
    } catch {
      close(writing)
      throw error
    }
    return watch(process, output: reading)
  }

  private static func file(
    holding bytes: [UInt8], for program: String
  ) throws(HostError) -> UnsafeMutablePointer<FILE> {
    guard let file = tmpfile() else {
      throw HostError("make a temporary file for", program, code: stg_errno())
    }
    _ = stg_fcntl_int(fileno(file), F_SETFD, FD_CLOEXEC)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard written == bytes.count, fflush(file) == 0, lseek(fileno(file), 0, SEEK_SET) == 0 else {
      let code = stg_errno()
      fclose(file)
      throw HostError("write a temporary file for", program, code: code)
    }
    return file
  }

  private func start(input: Int32, output: Int32) throws(HostError) -> pid_t {
    var actions = stg_spawn_file_actions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    var process: pid_t = 0
    let code = CStringArray([program.string] + arguments).withPointers { argv in
      CStringArray(environment.entries).withPointers { envp in
        posix_spawn(&process, program.string, &actions, nil, argv, envp)
      }
    }
    guard code == 0 else { throw HostError("start", program.string, code: code) }
    return process
  }

  private func watch(_ process: pid_t, output descriptor: Int32) -> (Ending, [UInt8]) {
    var output: [UInt8] = []
    let deadline = MonotonicClock.seconds + Double(timeLimit)
    var status: Int32 = 0
    var ending: Ending?
    while ending == nil {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // The tick notices a child that ended while a grandchild keeps the pipe open.
      poll(&waiting, 1, 20)
      drain(descriptor, into: &output)
      if waitpid(process, &status, WNOHANG) == process {
        drain(descriptor, into: &output)
        ending =
          stg_exited(status) == 1
          ? .exited(status: stg_exit_status(status)) : .killed(signal: stg_term_signal(status))
      } else if output.count > outputLimit || MonotonicClock.seconds >= deadline {
        ending = output.count > outputLimit ? .wroteTooMuch : .tookTooLong
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
      } else if waiting.revents != 0 && Int32(waiting.revents) & POLLIN == 0 {
        // A closed pipe is always ready.
        usleep(20_000)
      }
    }
    return (output.count > outputLimit ? .wroteTooMuch : ending ?? .tookTooLong, output)
  }

  /// Keeps one byte more than allowed: enough to tell.
  private func drain(_ descriptor: Int32, into output: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while output.count <= outputLimit {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer[..<min(count, outputLimit + 1 - output.count)]
    }
  }
}
