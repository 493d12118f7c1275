/// What stigmerup's exit statuses mean to scripts (DESIGN section 10).
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case usage = 2
  /// `check` found something newer, `verify` something that is not as signed.
  case found = 100
  /// As shells have it, for `run`.
  case notExecutable = 126
  case notFound = 127
}
