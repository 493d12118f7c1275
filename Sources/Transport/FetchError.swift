package import Host
internal import Model

/// A file that could not be fetched. URLs in it are ready for print: without user name and password.
package enum FetchError: UserError, Equatable {
  /// Not there, as far as the answers tell. A store of objects says 403 of a file that it does not have, when listing
  /// is not allowed, so 403 counts too.
  ///
  /// - `status`: 403, 404 or 410; `nil` for a folder.
  /// - `elsewhere`: What went wrong at another location, if anything did.
  case notFound(url: String, status: Int?, elsewhere: String?)
  /// More than `limit` bytes came, or were announced.
  case tooLong(url: String, limit: Int)
  /// The length is signed, and this is another one.
  case wrongLength(url: String, expected: Int, found: Int)
  /// An answer to a request for a part that is not that part.
  case wrongRange(url: String)
  case webPage(url: String)
  /// An answer other than the file: 401, 429, 500, …
  case status(url: String, code: Int, retryAfter: Int?)
  case connection(url: String, ConnectionProblem)
  /// A redirect that would leave encryption or HTTP.
  case redirectRefused(url: String, target: String)
  case tooManyRedirects(url: String, limit: Int)
  case unreadable(HostError)
  /// A folder or a device where a file should be.
  case notAFile(url: String)
  /// A path that would leave the repository, or no path at all.
  case badPath(String)

  package var isNotFound: Bool {
    if case .notFound = self { true } else { false }
  }

  /// Whether asking the same location again may help.
  var mayPass: Bool {
    switch self {
    case .status(_, let code, _): code == 408 || code == 425 || code == 429 || code >= 500
    case .connection(_, let problem): problem.mayPass
    default: false
    }
  }

  /// Whether the location gave no answer at all.
  var isSilence: Bool {
    switch self {
    case .connection(_, .cut), .connection(_, .other): false
    case .connection: true
    case .unreadable(let error): error.isNotFound
    default: false
    }
  }

  /// Seconds that the server asks to wait.
  var retryAfter: Int? {
    if case .status(_, _, let seconds) = self { seconds } else { nil }
  }

  package var message: String {
    switch self {
    case .notFound(let url, let status, let elsewhere):
      Self.notFoundMessage(url, status) + (elsewhere.map { "; elsewhere, \($0)" } ?? "")
    case .tooLong(let url, let limit): "'\(url)' is longer than the \(limit) bytes it may have"
    case .wrongLength(let url, let expected, let found):
      "'\(url)' should have \(expected) bytes, not \(found)"
    case .wrongRange(let url): "asked for a part of '\(url)', the server sent another one"
    case .webPage(let url): "there is a web page in place of '\(url)'"
    case .status(let url, let code, let retryAfter):
      "cannot fetch '\(url)': " + Self.reason(code)
        + (retryAfter.map { ", and asks to wait \($0) s" } ?? "")
    case .connection(let url, let problem): "cannot fetch '\(url)': \(problem.reason)"
    case .redirectRefused(let url, let target):
      "'\(url)' leads on to '\(target)', which is not encrypted"
    case .tooManyRedirects(let url, let limit): "'\(url)' leads on more than \(limit) times"
    case .unreadable(let error): error.message
    case .notAFile(let url): "'\(url)' is not a file"
    case .badPath(let path): "'\(Printable.escaped(path))' is no path below a repository"
    }
  }

  package var hint: String? {
    switch self {
    case .webPage, .redirectRefused:
      "this network may want you to log in first: open any page in a browser, then try again"
    case .status(_, let code, _): Self.hint(code)
    case .connection(_, let problem): problem.hint
    case .unreadable(let error):
      error.isNotFound ? "check that the repository's disk or share is there" : error.hint
    case .wrongLength, .wrongRange, .tooLong:
      "the server, or a cache on the way, sends something else; try again later or use a mirror"
    case .notFound, .tooManyRedirects, .notAFile, .badPath: nil
    }
  }

  private static func notFoundMessage(_ url: String, _ status: Int?) -> String {
    switch status {
    case 403: "cannot fetch '\(url)': not there, or not allowed (403 forbidden)"
    case 410: "'\(url)' is gone (410)"
    default: "there is no '\(url)'" + (status.map { " (\($0))" } ?? "")
    }
  }

  private static func reason(_ code: Int) -> String {
    switch code {
    case 401: "the server wants a user name and password (401)"
    case 407: "the proxy wants a user name and password (407)"
    case 429: "the server has had too many requests (429)"
    case 500...: "the server has a problem (\(code))"
    default: "the server answers \(code)"
    }
  }

  private static func hint(_ code: Int) -> String? {
    switch code {
    case 401: "put them into the repository's URL: https://name:password@host/…"
    case 407: "put them into the proxy's variable: https_proxy=http://name:password@host:port"
    case 429, 500...: "try again later, or use a mirror"
    default: "check the repository's URL"
    }
  }
}
