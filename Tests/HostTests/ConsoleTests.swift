import CPosix
import Host
import TestSupport
import Testing

@Suite struct ConsoleTests {
  @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": "xterm"]])
  func `a choice of color beats the environment`(variables: [String: String]) {
    var console = Console(environment: Environment(variables))
    console.colorChoice = .always
    #expect(console.colorsOutput)
    #expect(console.colorsErrors)
    console.colorChoice = .never
    #expect(!console.colorsOutput)
    #expect(!console.colorsErrors)
  }

  @Test func `what goes to a pipe has no color and no live line`() async {
    await #expect(processExitsWith: .success) {
      redirect(to: openNull())
      let console = Console(environment: Environment(["TERM": "xterm"]))
      #expect(!console.outputIsTerminal)
      #expect(!console.showsLiveProgress)
      #expect(!console.colorsOutput)
      #expect(!console.colorsErrors)
      #expect(console.width == 80)
    }
  }

  #if os(Linux)
    @Test(arguments: [
      ([:], true), (["TERM": "xterm"], true), (["NO_COLOR": ""], true),
      (["NO_COLOR": "1"], false), (["NO_COLOR": "0"], false), (["TERM": "dumb"], false),
    ])
    func `a terminal has color unless the environment says no`(
      variables: [String: String], expected: Bool
    ) async {
      await #expect(processExitsWith: .success) {
        [variables = variables as [String: String], expected = expected as Bool] in
        redirect(to: try #require(openTerminal(columns: 123)))
        let console = Console(environment: Environment(variables))
        #expect(console.outputIsTerminal)
        #expect(console.colorsOutput == expected)
        #expect(console.colorsErrors == expected)
        #expect(console.showsLiveProgress == (variables["TERM"] != "dumb"))
        #expect(console.width == 123)
      }
    }
  #endif

  @Test func `results go to standard output, notes to standard error`() async throws {
    let result = try await #require(
      processExitsWith: .success,
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      var console = Console(environment: Environment())
      console.result("a result")
      console.note("a note")
      console.detail("no detail")
      console.isQuiet = true
      console.note("no note")
      console.urgent("an error")
      console.isVerbose = true
      console.detail("a detail")
    }
    let output = String(decoding: result.standardOutputContent, as: UTF8.self)
    let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(output.contains("a result\n"))
    #expect(!output.contains("note"))
    #expect(errors.contains("a note\nan error\na detail\n"))
    #expect(!errors.contains("no "))
  }

  @Test func `a reader who went away is no error`() async {
    await #expect(processExitsWith: .success) {
      var signals = sigset_t()
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      var ends: [Int32] = [-1, -1]
      #expect(pipe(&ends) == 0)
      close(ends[0])
      redirect(to: ends[1])
      Console(environment: Environment()).result("unread")
      #expect(ends[1] >= 0)
    }
  }
}

private func redirect(to descriptor: Int32) {
  dup2(descriptor, 1)
  dup2(descriptor, 2)
}

private func openNull() -> Int32 { stg_openat(AT_FDCWD, "/dev/null", O_RDWR, 0) }

#if os(Linux)
  /// The program's side of a new pseudo-terminal (`pty(7)`).
  private func openTerminal(columns: UInt16) -> Int32? {
    let master = stg_openat(AT_FDCWD, "/dev/ptmx", O_RDWR | O_NOCTTY, 0)
    var locked: Int32 = 0
    let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
    let openPeer: UInt = 0x5441  // TIOCGPTPEER
    guard master >= 0, stg_ioctl_pointer(master, unlock, &locked) == 0 else { return nil }
    let flags = UnsafeMutableRawPointer(bitPattern: Int(O_RDWR | O_NOCTTY))
    let terminal = stg_ioctl_pointer(master, openPeer, flags)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard terminal >= 0, stg_ioctl_pointer(terminal, UInt(TIOCSWINSZ), &size) == 0 else {
      return nil
    }
    return terminal
  }
#endif
