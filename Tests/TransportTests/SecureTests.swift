import Host
import SystemPackage
import Testing
import Transport

struct SecureTests {
  private static let trusted = Certificates.server("trusted")

  private func transport(
    _ server: FaultyServer, _ fault: String = "ok", authorities: String? = Certificates.path("ca")
  ) throws -> Transport {
    try Transport(server.url(fault, host: "localhost", scheme: "https")) {
      if let authorities {
        $0.authorities = .named(FilePath(authorities), variable: "STIGMERUP_CACERT")
      }
    }
  }

  private func problem(_ transport: Transport) -> ConnectionProblem? {
    guard case .connection(_, let problem) = transport.failure("x-1") else { return nil }
    return problem
  }

  @Test func `a certificate of the named authority is trusted`() throws {
    let transport = try transport(Self.trusted)
    #expect(try transport.fetch("tls-100", limit: 100) == FaultyServer.content(0..<100))
    let downloads = [0, 1].map {
      transport.download("tls-3000000", length: 3_000_000, from: $0)
    }
    for (offset, download) in downloads.enumerated() {
      #expect(try download.readAll() == FaultyServer.content(offset..<3_000_000))
    }
  }

  @Test func `the variable names the authority`() throws {
    let location = try RepositoryLocation(
      Self.trusted.url("ok", host: "localhost", scheme: "https"))
    let environment = Environment([
      "STIGMERUP_CACERT": Certificates.path("ca"), "SSL_CERT_FILE": "/nowhere",
    ])
    let options = TransportOptions(environment: environment, version: "0")
    let transport = Transport(locations: [location], options: options)
    #expect(try transport.fetch("variable-1", limit: 1).count == 1)
  }

  @Test func `a certificate of an unknown authority is refused with a way out`() throws {
    let transport = try transport(Self.trusted, authorities: nil)
    guard case .certificateNotTrusted = problem(transport) else {
      Issue.record("the certificate was trusted")
      return
    }
    #expect(transport.failure("x-1")?.hint?.contains("STIGMERUP_CACERT=") == true)
  }

  @Test(arguments: [
    ("expired", ConnectionProblem.certificateExpired),
    ("future", .certificateNotYetValid),
    ("other-host", .certificateForOtherHost),
  ])
  func `a certificate that is not good now and here is refused`(
    certificate: String, expected: ConnectionProblem
  ) throws {
    let server = Certificates.server(certificate)
    let found = problem(try transport(server))
    #expect(found == expected)
  }

  @Test func `a wrong clock is named where dates do not fit`() {
    let error = FetchError.connection(url: "https://h/x", .certificateNotYetValid)
    #expect(error.hint?.contains("date") == true)
  }

  @Test func `a file of authorities that is not there is named with its variable`() throws {
    let transport = try transport(Self.trusted, authorities: "/nowhere/ca.pem")
    #expect(
      problem(transport)
        == .authoritiesUnusable(path: "/nowhere/ca.pem", variable: "STIGMERUP_CACERT"))
  }

  @Test func `TLS before 1.2 is refused`() throws {
    let server = Certificates.server("trusted", arguments: ["--tls11"])
    guard case .handshakeFailed = problem(try transport(server)) else {
      Issue.record("\(String(describing: problem(try transport(server))))")
      return
    }
  }

  @Test func `a server without TLS is told as such`() throws {
    guard case .handshakeFailed = problem(try transport(.plain)) else {
      Issue.record("\(String(describing: problem(try transport(.plain))))")
      return
    }
  }

  @Test(arguments: ["redirect-out", "redirect-plain", "redirect-file"])
  func `a redirect out of TLS is refused even on this machine`(fault: String) throws {
    guard case .redirectRefused = try transport(Self.trusted, fault).failure("x-1") else {
      Issue.record("the redirect was followed")
      return
    }
  }

  @Test func `a redirect within TLS is followed`() throws {
    #expect(try transport(Self.trusted, "redirect").fetch("in-9", limit: 9).count == 9)
  }

  @Test func `an empty variable counts as unset`() {
    let environment = Environment(["STIGMERUP_CACERT": "", "SSL_CERT_FILE": "/some/ca.pem"])
    #expect(
      CertificateAuthorities(environment: environment)
        == .named("/some/ca.pem", variable: "SSL_CERT_FILE"))
  }
}
