package import Host
private import Model

/// What keeps stigmerup from setting up a person's shells.
package enum ShellError: UserError, Equatable {
  case noUserHome
  case userHomeIsGone(String)
  /// A folder that no PATH, or no line of a start file, can name.
  case unusableHome(String, reason: String)
  case notAFile(String)
  case readOnly(String)
  case anotherUsers(String, owner: UInt32)
  case system(HostError)
  /// `sudo` without `-H`: root's files would be made in the home of a person.
  case homeOfAnotherUser(home: String, owner: UInt32)

  package var message: String {
    switch self {
    case .noUserHome: "cannot find the shells' start files: HOME is not set to an absolute path"
    case .userHomeIsGone(let path):
      "HOME is '\(Printable.escaped(path))', and there is no such folder"
    case .unusableHome(let path, let reason):
      "'\(Printable.escaped(path))' cannot be on PATH: \(reason)"
    case .notAFile(let path): "'\(Printable.escaped(path))' is not a file: it is left as it is"
    case .readOnly(let path): "'\(Printable.escaped(path))' is read-only: it is left as it is"
    case .anotherUsers(let path, let owner):
      "'\(Printable.escaped(path))' belongs to another user (user id \(owner)): it is left as it is"
    case .system(let error): error.message
    case .homeOfAnotherUser(let home, let owner):
      "this runs as root, and HOME ('\(Printable.escaped(home))') belongs to another user "
        + "(user id \(owner)); nothing was changed"
    }
  }

  package var hint: String? {
    switch self {
    case .noUserHome, .userHomeIsGone:
      "set HOME to your folder, or leave PATH alone with --no-modify-path"
    case .unusableHome: "choose another folder: --home FOLDER"
    case .notAFile, .readOnly, .anotherUsers: nil
    case .system(let error): error.hint
    case .homeOfAnotherUser:
      "stigmerup needs no root: run it without sudo; for root's own use: sudo -H"
    }
  }

  /// Runs `body`, and turns a failed system call into an error of this kind.
  static func wrapping<Result>(_ body: () throws(HostError) -> Result) throws(ShellError) -> Result
  {
    do throws(HostError) {
      return try body()
    } catch {
      throw .system(error)
    }
  }
}
