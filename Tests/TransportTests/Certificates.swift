import Foundation

/// A throw-away authority with its certificates, made once by `make-certificates`.
enum Certificates {
  static let folder: Fixtures.Folder = {
    let folder = Fixtures.Folder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Fixtures.path("faulty-server/make-certificates"))
    process.arguments = [folder.path]
    do { try process.run() } catch { fatalError("cannot make certificates: \(error)") }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { fatalError("openssl is needed for these tests") }
    return folder
  }()

  static func path(_ name: String) -> String { folder.path + "/" + name + ".pem" }

  static func server(_ certificate: String, arguments: [String] = []) -> FaultyServer {
    FaultyServer(arguments: ["--tls", path(certificate)] + arguments)
  }
}
