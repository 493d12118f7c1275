internal import Host
internal import Model
private import Trust

/// Reads objects from a repository's folder, and holds them against what names them.
struct ObjectReader {
  let repository: Directory

  /// A whole object in memory.
  func bytes(of reference: ObjectReference) throws -> [UInt8] {
    // By its status first: a file of any length may lie there.
    let found = try repository.status(reference.path, followingLinks: true)?.length
    guard let found else { throw VerificationError.missing(path: reference.path) }
    guard found == reference.length else {
      throw VerificationError.length(
        path: reference.path, expected: reference.length, found: found)
    }
    let bytes = try repository.readFile(reference.path, limit: reference.length)
    guard bytes.count == reference.length else {
      throw VerificationError.length(
        path: reference.path, expected: reference.length, found: bytes.count)
    }
    guard Digest.sha256(of: bytes) == reference.digest else {
      throw VerificationError.digest(path: reference.path)
    }
    return bytes
  }

  /// Streams a file through SHA-256, and each of `frames` through another one; memory does not grow with it.
  ///
  /// - Parameter path: Relative to the repository's root.
  func check(_ path: String, _ reference: ObjectReference, frames: [Artifact.Frame] = []) throws {
    let file = try open(path)
    let length = try file.status().length
    guard length == reference.length else {
      throw VerificationError.length(path: path, expected: reference.length, found: length)
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
    defer { buffer.deallocate() }
    var whole = SHA256()
    var brokenFrame: Int?
    for (number, frame) in frames.enumerated() {
      let digest = try digest(ofNext: frame.length, of: file, buffer, into: &whole)
      if digest != frame.digest { brokenFrame = brokenFrame ?? number }
    }
    _ = try digest(ofNext: .max, of: file, buffer, into: &whole)
    guard whole.finish() == reference.digest else { throw VerificationError.digest(path: path) }
    // The object is the one that was signed: then it is the manifest that is wrong.
    if let brokenFrame { throw VerificationError.frame(path: path, number: brokenFrame + 1) }
  }

  private func open(_ path: String) throws -> OpenFile {
    do throws(HostError) {
      return try repository.openFile(path)
    } catch  where error.isNotFound {
      throw VerificationError.missing(path: path)
    }
  }

  private func digest(
    ofNext length: Int, of file: borrowing OpenFile, _ buffer: UnsafeMutableRawBufferPointer,
    into whole: inout SHA256
  ) throws(HostError) -> Digest {
    var digest = SHA256()
    var rest = length
    while rest > 0 {
      let space = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(rest, buffer.count)])
      let count = try file.read(into: space)
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: space[..<count])
      whole.update(piece)
      digest.update(piece)
      rest -= count
    }
    return digest.finish()
  }
}
