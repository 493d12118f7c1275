import Host
import SystemPackage
import TestSupport

/// Folders of one unpacking's own, of which only the innermost is its to fill.
final class UnpackScratch {
  let destination: Directory
  private let folder: TemporaryFolder
  private static let names = ["outer", "middle", "unpacked"]

  init() throws {
    folder = try TemporaryFolder()
    var place = folder.directory
    for name in Self.names { place = try place.makingDirectory(name) }
    destination = place
  }

  /// - Parameter isComplete: Whether everything was accepted; half a tree may hold a link that would have been refused.
  func check(isComplete: Bool, mostBytes: Int) throws {
    var place = folder.directory
    for name in Self.names {
      let found = try place.names()
      try expect(found == [name], "beside '\(name)' there is \(found)")
      place = try place.openDirectory(name, followingLinks: false)
    }
    var length = 0
    try check(destination, [], isComplete, &length)
    try expect(length <= mostBytes, "\(length) bytes were written, and \(mostBytes) were signed")
  }

  private func check(
    _ folder: Directory, _ path: [String], _ isComplete: Bool, _ length: inout Int
  ) throws {
    for name in try folder.names() {
      guard let status = try folder.status(name) else { continue }
      let place = path + [name]
      switch status.kind {
      case .file:
        length += status.length
        try expect(status.linkCount == 1, "\(place) has two names")
        // Before its mode is set, a cut entry has what the umask left.
        try expect(status.mode & ~0o755 == 0, "\(place) has the mode \(status.mode)")
      case .directory:
        try expect(status.mode & 0o7000 == 0, "\(place) has the mode \(status.mode)")
        try check(
          folder.openDirectory(name, followingLinks: false), place, isComplete, &length)
      case .link:
        if isComplete { try expect(!leaves(place), "\(place) leads out of the artifact") }
      case .other: throw FuzzFailure("\(place) is neither file, folder nor link")
      }
    }
  }

  /// Follows a link name by name, in bytes and on disk: another way than the policy's, which goes by text.
  private func leaves(_ path: [String]) throws -> Bool {
    var place = Array(path.dropLast())
    var rest = path.suffix(1)
    for _ in 0..<10_000 {
      guard let name = rest.popFirst() else { return false }
      if name.isEmpty || name == "." { continue }
      if name == ".." {
        if place.popLast() == nil { return true }
        continue
      }
      let here = (place + [name]).joined(separator: "/")
      guard let status = try destination.status(here), status.kind == .link,
        let target = try destination.readLink(here)
      else {
        place.append(name)
        continue
      }
      if target.utf8.first == UInt8(ascii: "/") { return true }
      let names = target.utf8.split(separator: UInt8(ascii: "/"))
        .map { String(decoding: $0, as: UTF8.self) }
      rest = names[...] + rest
    }
    return true
  }
}
