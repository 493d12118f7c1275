import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A repository's folder, served over HTTP by `Tests/Fixtures/faulty-server/faulty_repository.py` until this goes: honest
/// but for some paths.
final class FaultyRepository {
  /// Without a slash at its end.
  let url: String
  private let server: BackgroundProcess

  static let isPossible = isExecutable("/usr/bin/python3")
  static let hasTLS = isPossible && isExecutable("/usr/bin/openssl")
  static let hasFaketime = isExecutable("/usr/bin/faketime")

  private static func isExecutable(_ path: String) -> Bool {
    let status = (try? Directory("/").status(path, followingLinks: true)) ?? nil
    return (status?.mode ?? 0) & 0o100 != 0
  }

  private static let fixtures = FilePath(#filePath).removingLastComponent()
    .removingLastComponent().appending("Fixtures/faulty-server")

  /// - Parameters:
  ///   - faults: The fault by the beginning of the path: `endless`, `drip`, `garbage`, `redirect:URL`.
  ///   - certificate: With its key; without one it serves plain HTTP.
  init(
    _ folder: FilePath, _ faults: [(prefix: String, fault: String)] = [],
    certificate: FilePath? = nil
  ) throws {
    let script = Self.fixtures.appending("faulty_repository.py").string
    server = try BackgroundProcess(
      "/usr/bin/python3",
      [script, folder.string] + (certificate.map { ["--tls", $0.string] } ?? [])
        + faults.map { "\($0.prefix)=\($0.fault)" })
    let port = try #require(server.line(), "the server does not start")
    url = certificate == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
  }

  /// An authority of its own, and a certificate for this machine.
  static func certificates(in scratch: StigmerupScratch) throws
    -> (authority: FilePath, certificate: FilePath)
  {
    let folder = try scratch.folder("certificates")
    let run = try StigmerupRun.run(
      fixtures.appending("make-certificates"), [folder.string],
      environment: ["PATH": "/usr/bin:/bin"], in: folder)
    try #require(run.status == 0, "\(run.errors)")
    return (folder.appending("ca.pem"), folder.appending("trusted.pem"))
  }
}
