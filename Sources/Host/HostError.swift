private import Model
private import SystemPackage

/// A call to the system that failed: what was tried, on what, and the system's reason.
package struct HostError: UserError, Equatable {
  /// An infinitive: `"create the folder"`.
  package let operation: String
  /// The path as the person knows it.
  package let path: String
  /// `errno`.
  package let code: Int32

  package init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  package var message: String { "cannot \(operation) '\(path)': \(reason)" }

  package var hint: String? {
    switch Errno(rawValue: code) {
    case .noSpace: "free some space on that disk, then run the same command again"
    case .diskQuotaExceeded: "the disk quota is used up; free some space, then try again"
    case .readOnlyFileSystem: "that file system is read-only"
    case .permissionDenied, .notPermitted: "check who owns it: ls -ld '\(existingPath)'"
    case .tooManyOpenFiles: "raise the limit of open files: ulimit -n 1024"
    default: nil
    }
  }

  /// What was to be created is not there to be looked at: the folder is.
  private var existingPath: String {
    operation.hasPrefix("create") ? FilePath(path).removingLastComponent().string : path
  }

  package var isNotFound: Bool { code == Errno.noSuchFileOrDirectory.rawValue }

  /// The system does not let this user write there.
  package var isForbidden: Bool {
    [.permissionDenied, .notPermitted, .readOnlyFileSystem].contains(Errno(rawValue: code))
  }

  package var alreadyExists: Bool {
    code == Errno.fileExists.rawValue || code == Errno.directoryNotEmpty.rawValue
  }

  /// `readlink(2)` on something that is not a link.
  package var isNotALink: Bool { code == Errno.invalidArgument.rawValue }

  /// A link where none is followed, a file where a folder should be, a name longer than any.
  package var isNoSuchPath: Bool {
    [.tooManySymbolicLinkLevels, .notDirectory, .fileNameTooLong, .noSuchAddressOrDevice]
      .contains(Errno(rawValue: code))
  }

  /// The system's own words.
  package var reason: String { Errno(rawValue: code).description }
}
