import Foundation

/// Files beside the tests, and folders that go away with their owner.
enum Fixtures {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)").path
  }

  /// Of this process, and gone with it: static folders are never let go of.
  private static let root: URL = {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("stigmerup transport \(ProcessInfo.processInfo.processIdentifier)")
    atexit { try? FileManager.default.removeItem(at: Fixtures.root) }
    return url
  }()

  final class Folder: Sendable {
    let path: String

    init() {
      let url = Fixtures.root.appendingPathComponent("a folder \(UUID().uuidString)")
      do {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      } catch { fatalError("no temporary folder: \(error)") }
      path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
      let url = URL(fileURLWithPath: path).appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
  }
}
