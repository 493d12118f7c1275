private import Dispatch
internal import Host
internal import Model

/// Cuts an archive into frames of ``Limits/frameContent`` bytes, packs as many at a time as there are slots, and writes
/// them in order. The bytes do not depend on the number of slots.
struct FrameWriter<Hash: StreamingDigest & ~Copyable>: ~Copyable {
  private let file: OpenFile
  private let source: String
  private let slots: [FrameSlot]
  /// The slot that is being filled; those before it are full.
  private var current = 0
  private var whole = Hash()
  private var frames: [Artifact.Frame] = []
  private var archiveLength = 0

  init(file: consuming OpenFile, source: String, level: Int, threads: Int) {
    self.file = file
    self.source = source
    slots = (0..<max(1, threads)).map { _ in FrameSlot(level: level) }
  }

  /// Lets `read` put at most `limit` bytes straight into the frame.
  ///
  /// - Returns: What `read` put there, valid until the next call; empty at its end.
  mutating func fill(
    _ limit: Int, _ read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> UnsafeRawBufferPointer {
    if slots[current].space.isEmpty { try moveOn() }
    let space = slots[current].space
    let place = UnsafeMutableRawBufferPointer(rebasing: space[..<min(limit, space.count)])
    let count = try read(place)
    slots[current].advance(count)
    archiveLength += count
    return UnsafeRawBufferPointer(rebasing: place[..<count])
  }

  mutating func append(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = try fill(rest.count) { place in
        place.copyBytes(from: rest.prefix(place.count))
        return place.count
      }
      rest = rest.dropFirst(taken.count)
    }
  }

  /// Writes what is left and puts the file on the disk.
  consuming func finish() throws -> (
    object: ObjectReference, frames: [Artifact.Frame], archiveLength: Int
  ) {
    try writeOut()
    try file.flush()
    let length = frames.reduce(0) { $0 + $1.length }
    return (ObjectReference(digest: whole.finish(), length: length), frames, archiveLength)
  }

  private mutating func moveOn() throws {
    if current + 1 < slots.count { current += 1 } else { try writeOut() }
  }

  private mutating func writeOut() throws {
    let full = slots.filter { $0.count > 0 }
    DispatchQueue.concurrentPerform(iterations: full.count) { full[$0].compress() }
    for slot in full {
      guard let packed = slot.packed else { throw PackError(source, .outOfMemory) }
      var digest = Hash()
      digest.update(packed)
      whole.update(packed)
      frames.append(Artifact.Frame(length: packed.count, digest: digest.finish()))
      try file.write(packed)
      slot.empty()
    }
    current = 0
  }
}
