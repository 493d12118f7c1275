/// Why no answer came, or no whole one: what libcurl found, sorted by what a person can do about it.
package enum ConnectionProblem: Sendable, Equatable {
  case hostUnknown
  case proxyUnknown
  case proxyFailed(detail: String)
  case refused
  case unreachable(detail: String)
  case connectTimedOut
  case stalled
  /// The connection ended before the answer did.
  case cut
  case certificateNotTrusted(detail: String)
  case certificateExpired
  case certificateNotYetValid
  case certificateForOtherHost
  /// The file of certificate authorities cannot be used; the variable that names it, if one does.
  case authoritiesUnusable(path: String, variable: String?)
  case handshakeFailed(detail: String)
  /// The answer is not HTTP as anybody speaks it, or libcurl cannot go on.
  case other(detail: String)

  /// Whether the same request may well succeed a moment later.
  var mayPass: Bool {
    switch self {
    case .hostUnknown, .refused, .unreachable, .connectTimedOut, .stalled, .cut, .proxyFailed:
      true
    case .proxyUnknown, .certificateNotTrusted, .certificateExpired, .certificateNotYetValid,
      .certificateForOtherHost, .authoritiesUnusable, .handshakeFailed, .other:
      false
    }
  }

  /// Why it failed, as the end of a sentence.
  var reason: String {
    switch self {
    case .hostUnknown: "no address is known for that host"
    case .proxyUnknown: "no address is known for the proxy"
    case .proxyFailed(let detail): "the proxy did not let it through (\(detail))"
    case .refused: "the connection was refused"
    case .unreachable(let detail): "the host cannot be reached (\(detail))"
    case .connectTimedOut: "the host does not answer"
    case .stalled: "the transfer stalled"
    case .cut: "the connection was cut in the middle"
    case .certificateNotTrusted(let detail): "its TLS certificate is not trusted (\(detail))"
    case .certificateExpired: "its TLS certificate has expired"
    case .certificateNotYetValid: "its TLS certificate is not valid yet"
    case .certificateForOtherHost: "its TLS certificate is for another host"
    case .authoritiesUnusable(let path, let variable):
      "the certificate authorities in '\(path)'\(variable.map { ", named by \($0)," } ?? "")"
        + " cannot be used"
    case .handshakeFailed(let detail): "no TLS connection came about (\(detail))"
    case .other(let detail): detail
    }
  }

  var hint: String? {
    switch self {
    case .hostUnknown: "check the network, and the host's name"
    case .proxyUnknown, .proxyFailed:
      "check the proxy's variables: https_proxy, http_proxy, all_proxy, no_proxy"
    case .refused, .unreachable, .connectTimedOut:
      "check the network, or try again later; what is installed goes on running"
    case .stalled, .cut: "run the same command again; what has come so far is kept"
    case .certificateNotTrusted:
      "where a proxy or a server of your own signs with an authority of its own, name its file:"
        + " STIGMERUP_CACERT=/path/to/ca.pem"
    case .certificateExpired, .certificateNotYetValid:
      "check this machine's date and time: date -u"
    case .certificateForOtherHost: "check the host's name; something may stand in between"
    case .authoritiesUnusable(_, let variable):
      variable.map { "set \($0) to a file of PEM certificates that can be read, or unset it" }
        ?? "name such a file: STIGMERUP_CACERT=/path/to/ca.pem"
    case .handshakeFailed: "the server must offer TLS 1.2 or newer"
    case .other: nil
    }
  }
}
