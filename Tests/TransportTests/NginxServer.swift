import Foundation

/// `Tests/Fixtures/nginx/serve-tls` over a folder of files: a real server, with HTTP/2.
final class NginxServer: Sendable {
  static let isAvailable =
    FileManager.default.isExecutableFile(atPath: program)
    && ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"]
      .contains { FileManager.default.isExecutableFile(atPath: $0) }

  private static let program = Fixtures.path("nginx/serve-tls")

  let url: String
  let authorities: String
  let log: String
  /// The server ends when this end of its standard input is closed, at the latest with this process.
  private let input = Pipe()

  init(_ folder: Fixtures.Folder) {
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Fixtures.path("until-input-ends"))
    process.arguments = [Self.program, folder.path, "--lifetime", "120"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { fatalError("nginx does not start: \(error)") }
    var text = ""
    while !text.hasSuffix("ready\n"),
      let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty
    {
      text += String(decoding: byte, as: UTF8.self)
    }
    var values: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { values[words[0]] = String(words[1]) }
    }
    guard let url = values["url"], let ca = values["ca"], let log = values["log"] else {
      fatalError("nginx did not start: \(text)")
    }
    (self.url, authorities, self.log) = (url, ca, log)
  }

  deinit { try? input.fileHandleForWriting.close() }
}
