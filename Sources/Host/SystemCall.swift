private import CPosix

/// Runs one system call, again while a signal interrupts it, and turns -1 into an error.
enum SystemCall {
  @discardableResult
  static func run<Result: SignedInteger>(
    _ operation: String, _ path: @autoclosure () -> String, _ call: () -> Result
  ) throws(HostError) -> Result {
    while true {
      let result = call()
      if result != -1 { return result }
      let code = stg_errno()
      if code != EINTR { throw HostError(operation, path(), code: code) }
    }
  }
}
