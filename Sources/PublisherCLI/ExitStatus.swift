/// What the program's exit statuses mean to scripts (DESIGN section 10).
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case usage = 2
}
