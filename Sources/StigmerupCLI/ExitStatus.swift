import Installer

/// What stigmerup's exit statuses mean to scripts (docs/reference/exit-codes.md).
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case usage = 2
  /// `check` found something newer.
  case found = 100
  /// As shells have it, for `run`.
  case notExecutable = 126
  case notFound = 127

  /// What no repository could make right is usage: arguments that make no sense, and names that cannot select anything.
  init(of error: any Error) {
    self =
      switch error {
      case is UsageError, is SelectorError: .usage
      case InstallerError.invalidSelector, InstallerError.reservedSelector: .usage
      case LinkError.badName, LinkError.badProgramName: .usage
      default: .failed
      }
  }
}

extension ExitStatus: Comparable {
  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
