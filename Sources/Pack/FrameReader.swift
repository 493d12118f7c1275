internal import Model

/// First stage of unpacking: takes the packed bytes, and gives out a frame only once its digest is the signed one.
final class FrameReader<Hash: StreamingDigest & ~Copyable> {
  private let frames: [Artifact.Frame]
  private let subject: String
  private let read: (UnsafeMutableRawBufferPointer) throws -> Int
  private let observer: UnpackObserver
  private let buffer: UnsafeMutableRawBufferPointer
  private var next = 0
  private var consumed = 0
  private var hasEnded = false

  init(
    _ artifact: Artifact, subject: String, observer: UnpackObserver,
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    frames = artifact.frames
    self.subject = subject
    self.observer = observer
    self.read = read
    let longest = frames.lazy.map(\.length).max() ?? 0
    buffer = .allocate(byteCount: max(1, min(longest, Limits.frame)), alignment: 4096)
  }

  deinit { buffer.deallocate() }

  /// - Returns: The next frame, packed and verified, valid until the next call; `nil` after the last one, when the
  ///   source has ended there too.
  func nextFrame() throws -> UnsafeRawBufferPointer? {
    guard next < frames.count else {
      try checkEnd()
      return nil
    }
    let frame = frames[next]
    guard frame.length <= buffer.count else { throw UnpackError(subject, .frameNotSound(next)) }
    let packed = UnsafeMutableRawBufferPointer(rebasing: buffer[..<frame.length])
    try fill(packed)
    var digest = Hash()
    digest.update(UnsafeRawBufferPointer(packed))
    guard digest.finish() == frame.digest else {
      throw UnpackError(subject, .frameAltered(next))
    }
    try observer.verifiedFrame(next, UnsafeRawBufferPointer(packed))
    next += 1
    return UnsafeRawBufferPointer(packed)
  }

  private func fill(_ place: UnsafeMutableRawBufferPointer) throws {
    var rest = place
    while !rest.isEmpty {
      let count = try read(rest)
      guard count > 0 else { throw UnpackError(subject, .truncated(frame: next)) }
      consumed += count
      observer.progress(consumed)
      rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
    }
  }

  private func checkEnd() throws {
    guard !hasEnded else { return }
    guard try read(UnsafeMutableRawBufferPointer(rebasing: buffer[..<1])) == 0 else {
      throw UnpackError(subject, .goesOn)
    }
    hasEnded = true
  }
}
