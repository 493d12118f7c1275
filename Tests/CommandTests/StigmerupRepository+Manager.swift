import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension StigmerupRepository {
  /// Releases a stigmerup: the programs under test as another version, or a script.
  ///
  /// - Parameters:
  ///   - script: What it does, in `sh`, once it is released: the publisher asks for its version, and then it still tells.
  ///   - shim: A script in place of the shim.
  func publishManager(
    _ version: String, behaving script: String? = nil, shim: String? = nil
  ) throws {
    let folder = try Directory(try person.scratch.folder("manager \(version)"))
    if let shim {
      try folder.writeFile("stigmer-shim", Array(shim.utf8), mode: 0o755)
    } else {
      try Directory(StigmerupRun.programs)
        .copyFile("stigmer-shim", to: "stigmer-shim", in: folder, mode: 0o755)
    }
    let isReleased = folder.path.appending("released")
    var bytes: [UInt8]
    if let script {
      let text = "#!/bin/sh\n[ -e '\(isReleased)' ] || { echo stigmerup \(version); exit; }\n"
      bytes = Array("\(text)\(script)\n".utf8)
    } else {
      bytes = try program(saying: version)
    }
    try folder.writeFile("stigmerup", bytes, mode: 0o755)
    try publisher(
      "release", "add", "--repo", path.string, "--version", version, "--platform",
      Machine.platform?.description ?? "", "--compression", "3", "--component",
      "stigmerup=\(folder.path)")
    try folder.writeFile("released", [])
    try publisher(
      "channel", "publish", version, "--to", "stigmerup", "--repo", path.string, "--keys",
      "\(person.scratch.path)/keys", "-y")
  }

  /// The one text that names the version, of the same length, is written over.
  private func program(saying version: String) throws -> [UInt8] {
    var bytes = try Directory(StigmerupRun.programs).readFile("stigmerup", limit: 1 << 30)
    let place = try #require(bytes.firstRange(of: Array("stigmerup-version=0.1.0".utf8)))
    bytes.replaceSubrange(place, with: Array("stigmerup-version=\(version)".utf8))
    return bytes
  }
}
