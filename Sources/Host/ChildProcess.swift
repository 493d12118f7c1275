private import CPosix
package import SystemPackage

/// A program started with nothing but what it is given, watched, and ended when it takes too long.
package struct ChildProcess: Sendable {
  package var program: FilePath
  package var arguments: [String]
  package var environment: Environment
  package var workingDirectory: FilePath
  /// In seconds.
  package var timeLimit: Int
  /// The most bytes of output that are kept; what follows is read and dropped.
  package var outputLimit: Int

  package init(
    program: FilePath, arguments: [String], environment: Environment,
    workingDirectory: FilePath, timeLimit: Int, outputLimit: Int
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.timeLimit = timeLimit
    self.outputLimit = outputLimit
  }

  package enum Ending: Sendable, Equatable {
    case exited(status: Int32)
    case killed(signal: Int32)
    case tookTooLong
  }

  package struct Outcome: Sendable {
    package let ending: Ending
    /// Standard output and standard error together, in the order in which they came.
    package let output: [UInt8]
  }

  /// Runs it to its end in a process group of its own, standard input empty; then ends what is left of the group.
  ///
  /// - Throws: ``HostError`` when it cannot be started.
  package func run() throws(HostError) -> Outcome {
    var pipeEnds: [Int32] = [-1, -1]
    try SystemCall.run("open a pipe for", program.string) { pipe(&pipeEnds) }
    let (reading, writing) = (pipeEnds[0], pipeEnds[1])
    defer { close(reading) }
    _ = stg_fcntl_int(reading, F_SETFD, FD_CLOEXEC)
    _ = stg_fcntl_int(writing, F_SETFD, FD_CLOEXEC)
    _ = stg_fcntl_int(reading, F_SETFL, O_NONBLOCK)
    let process: pid_t
    do throws(HostError) {
      process = try start(outputTo: writing)
      close(writing)
    } catch {
      close(writing)
      throw error
    }
    return watch(process, output: reading)
  }

  private func start(outputTo output: Int32) throws(HostError) -> pid_t {
    var actions = stg_spawn_file_actions()
    var attributes = stg_spawn_attributes()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    stg_spawn_change_directory(&actions, workingDirectory.string)
    posix_spawnattr_setpgroup(&attributes, 0)
    // A mask or an ignored signal of this thread would be inherited, and `SIGTERM` then do nothing.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var process: pid_t = 0
    let code = CStringArray(([program.string] + arguments)).withPointers { argv in
      CStringArray(environment.entries).withPointers { envp in
        posix_spawn(&process, program.string, &actions, &attributes, argv, envp)
      }
    }
    guard code == 0 else { throw HostError("start", program.string, code: code) }
    return process
  }

  private func watch(_ process: pid_t, output descriptor: Int32) -> Outcome {
    var output: [UInt8] = []
    let deadline = MonotonicClock.seconds + Double(timeLimit)
    var status: Int32 = 0
    var ending: Ending?
    var isOpen = true
    while ending == nil {
      // A closed pipe is always ready: without it, `poll` just sleeps.
      var waiting = pollfd(fd: isOpen ? descriptor : -1, events: Int16(POLLIN), revents: 0)
      // The tick notices a child that ended while a grandchild keeps the pipe open.
      poll(&waiting, 1, 20)
      isOpen = isOpen && drain(descriptor, into: &output)
      if waitpid(process, &status, WNOHANG) == process {
        ending =
          stg_exited(status) == 1
          ? .exited(status: stg_exit_status(status)) : .killed(signal: stg_term_signal(status))
      } else if MonotonicClock.seconds >= deadline {
        ending = .tookTooLong
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
      }
    }
    kill(-process, SIGKILL)
    _ = drain(descriptor, into: &output)
    return Outcome(ending: ending ?? .tookTooLong, output: output)
  }

  /// Reads what is there, yet no more than 1 MiB: a child that never stops writing must not keep the clock from being
  /// looked at.
  ///
  /// - Returns: Whether more can come.
  private func drain(_ descriptor: Int32, into output: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    for _ in 0..<64 {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return false }
      guard count > 0 else { return true }
      output += buffer[..<min(count, outputLimit - output.count)]
    }
    return true
  }

  /// Becomes another program (`execve(2)`), which keeps the process id, the terminal and every open descriptor
  /// that is not close-on-exec. Returns only on failure.
  package static func become(
    _ program: FilePath, arguments: [String], environment: Environment
  ) -> HostError {
    CStringArray(arguments).withPointers { argv in
      CStringArray(environment.entries).withPointers { envp in
        _ = execve(program.string, argv, envp)
      }
    }
    return HostError("start", program.string, code: stg_errno())
  }
}
