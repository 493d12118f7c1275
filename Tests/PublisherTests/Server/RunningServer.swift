import CPosix
import Host
import Publisher
import SystemPackage
import TestSupport

/// A static server on a thread of its own, and clients for it.
final class RunningServer {
  let folder: TemporaryFolder
  let url: String
  private let thread: BackgroundThread
  private let stop: [Int32]

  init(_ folder: TemporaryFolder, host: LoopbackAddress = .v4) throws {
    self.folder = folder
    let server = try StaticServer(folder: folder.directory, host: host)
    url = server.url
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw HostError("open", "a pipe", code: stg_errno()) }
    stop = ends
    // The server is used by that thread alone from here on.
    nonisolated(unsafe) let handedOver = server
    thread = BackgroundThread { [ends] in try handedOver.run(untilReadable: ends[0]) }
  }

  /// Stops it, and waits until it has ended.
  deinit {
    _ = write(stop[1], "x", 1)
    do { try thread.finish() } catch { print("the server failed: \(error)") }
    for end in stop { close(end) }
  }

  var port: String { String(url.split(separator: ":").last ?? "") }

  /// curl's output for the path `path`, exactly as given.
  func curl(_ arguments: String..., path: String) throws -> String {
    try Self.run(
      "curl",
      ["-sS", "-g", "--path-as-is", "--noproxy", "*", "-m", "30"] + arguments
        + [url + path])
  }

  /// What comes back for bytes sent as they are (`printf`'s format); the connection stays open until the server closes.
  func raw(_ format: String) throws -> String {
    try Self.run(
      "bash",
      ["-c", "exec 3<>/dev/tcp/127.0.0.1/$1; printf \"$2\" >&3; cat <&3", "bash", port, format])
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let outcome = try ChildProcess(
      program: "/usr/bin/env", arguments: [program] + arguments, environment: .ofProcess(),
      workingDirectory: "/", timeLimit: 60, outputLimit: 16 << 20
    ).run()
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
