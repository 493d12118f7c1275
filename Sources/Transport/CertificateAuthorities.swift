package import Host
package import SystemPackage

/// The file (PEM) of the authorities that TLS servers are checked against.
package enum CertificateAuthorities: Sendable, Equatable {
  /// Named by a variable: it alone counts, and it has to be there.
  case named(FilePath, variable: String)
  /// Found where systems keep it.
  case found(FilePath)
  /// Whatever libcurl was built with.
  case builtIn

  /// Where Linux distributions and macOS keep the file: Debian, Fedora, openSUSE, RHEL, Alpine and macOS, FreeBSD.
  static let usualPlaces: [FilePath] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
  ]

  package init(environment: Environment) {
    for variable in ["STIGMERUP_CACERT", "SSL_CERT_FILE"] {
      if let path = environment.nonEmpty(variable) {
        self = .named(FilePath(path), variable: variable)
        return
      }
    }
    self = Self.usualPlaces.first(where: Self.isReadable).map { .found($0) } ?? .builtIn
  }

  package var path: FilePath? {
    switch self {
    case .named(let path, _), .found(let path): path
    case .builtIn: nil
    }
  }

  private static func isReadable(_ path: FilePath) -> Bool {
    do {
      try FileDescriptor.open(path, .readOnly, options: .closeOnExec).close()
      return true
    } catch {
      return false
    }
  }
}
