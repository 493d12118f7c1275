import Host
import Model
import Pack
import Testing

extension Scratch {
  /// Unpacks into the new folder `name`.
  func unpack(
    _ artifact: Artifact, _ bytes: [UInt8], into name: String = "unpacked",
    files: FileList? = nil, verifyingContent: Bool = true, observer: UnpackObserver = .init()
  ) throws {
    let source = Bytes(bytes)
    try ArtifactUnpacker<TestDigest>(
      artifact, of: "tool 1.0.0", files: files, verifyingContent: verifyingContent
    ).unpack(into: make(name), observer: observer) { source.read(into: $0) }
  }

  /// Unpacks what should be refused, below a folder of its own, and looks at everything beside it.
  ///
  /// - Returns: The reason; `nil` when nothing was refused.
  func refusal(_ artifact: Artifact, _ bytes: [UInt8], files: FileList? = nil) throws
    -> UnpackError.Reason?
  {
    try write("outside/secret", "untouched")
    let before = try listing("outside")
    defer {
      #expect((try? listing("outside")) == before)
      #expect((try? make("inside").names()) == ["unpacked"])
    }
    do {
      try unpack(artifact, bytes, into: "inside/unpacked", files: files)
      return nil
    } catch let error as UnpackError {
      #expect(error.message.hasPrefix("the artifact of tool 1.0.0 is refused: "))
      #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 })
      return error.reason
    }
  }
}
