import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension Site {
  /// Releases the programs under test as another version of stigmerup: the one text that names it, of the same length,
  /// is written over.
  func publishManager(_ version: String) throws {
    let place = try scratch.directory.makingDirectory("managers").makingDirectory(version)
    let programs = try Directory(StigmerupRun.programs)
    try programs.copyFile("stigmer-shim", to: "stigmer-shim", in: place, mode: 0o755)
    var bytes = try programs.readFile("stigmerup", limit: 1 << 30)
    let text = try #require(bytes.firstRange(of: Array("stigmerup-version=0.1.0".utf8)))
    bytes.replaceSubrange(text, with: Array("stigmerup-version=\(version)".utf8))
    try place.writeFile("stigmerup", bytes, mode: 0o755)
    try publish(version, to: "stigmerup", ["stigmerup": place.path])
  }

  /// The manifest of a release, as it is served.
  func manifest(of version: String) throws -> [UInt8] {
    let manifests = try names(in: "objects").map { try bytes("objects/\($0)") }.filter { bytes in
      bytes.first == UInt8(ascii: "{")
        && bytes.firstRange(of: Array("\"version\":\"\(version)\"".utf8)) != nil
    }
    return try #require(manifests.first)
  }
}
