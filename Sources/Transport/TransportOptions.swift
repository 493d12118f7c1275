package import Host

/// How patient and how trusting a ``Transport`` is.
package struct TransportOptions: Sendable {
  /// The authorities that TLS servers are checked against (PEM), instead of libcurl's own idea of them.
  package var authorities: CertificateAuthorities
  package var userAgent: String
  /// How long a connection may take, TLS included.
  package var connectTimeout: Duration = .seconds(15)
  /// How long a transfer may stay below ``slowestRate`` before it counts as stalled. Whole seconds count.
  package var stallTimeout: Duration = .seconds(30)
  /// In bytes a second.
  package var slowestRate = 512
  /// How often the locations are asked again after a fault that may pass; 0 for never.
  package var retries = 3
  /// The pause before the first of them, on average; it doubles with each further one.
  package var firstPause: Duration = .milliseconds(300)
  /// The longest pause. A server that asks for more by `Retry-After` is not asked again.
  package var longestPause: Duration = .seconds(30)

  /// - Parameters:
  ///   - environment: `STIGMERUP_CACERT`, then `SSL_CERT_FILE`. libcurl itself reads the variables of the proxies.
  ///   - version: stigmerup's own, for the user agent.
  package init(environment: Environment, version: String) {
    authorities = CertificateAuthorities(environment: environment)
    userAgent = "stigmerup/\(version)"
  }
}
