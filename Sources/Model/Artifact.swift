/// One component for one platform, packed: a tar archive in independent zstd frames.
package struct Artifact: Sendable, Equatable {
  /// The whole artifact.
  package var object: ObjectReference
  /// In order; together they are the object. Each holds ``Limits/frameContent`` bytes of the archive, the last one the rest.
  package var frames: [Frame]
  /// The archive's length in bytes: what the frames decode to.
  package var archiveLength: Int
  /// What the files take unpacked, in bytes of content.
  package var unpackedLength: Int
  /// The list of its files, packed by zstd.
  package var files: ObjectReference
  /// The programs it installs: the name in `bin/`, and where it lies in the artifact.
  package var executables: [ExecutableName: RelativePath]
  package var requirements: Requirements

  package init(
    object: ObjectReference, frames: [Frame], archiveLength: Int, unpackedLength: Int,
    files: ObjectReference, executables: [ExecutableName: RelativePath],
    requirements: Requirements
  ) {
    self.object = object
    self.frames = frames
    self.archiveLength = archiveLength
    self.unpackedLength = unpackedLength
    self.files = files
    self.executables = executables
    self.requirements = requirements
  }

  package struct Frame: Sendable, Equatable {
    /// In bytes, packed.
    package let length: Int
    /// Of the packed bytes: checked before the decompressor sees them.
    package let digest: Digest

    package init(length: Int, digest: Digest) {
      self.length = length
      self.digest = digest
    }
  }

  /// What the machine must have; absent where nothing is known.
  package struct Requirements: Sendable, Equatable {
    /// The lowest glibc, such as `2.35`.
    package var glibc: SystemVersion?
    package var macOS: SystemVersion?

    package init(glibc: SystemVersion? = nil, macOS: SystemVersion? = nil) {
      self.glibc = glibc
      self.macOS = macOS
    }
  }
}

extension Artifact {
  package init(_ field: Field) throws(FormatError) {
    object = try ObjectReference(field.required("artifact"), longest: Limits.artifact)
    frames = []
    for frame in try field.required("frames").elements(limit: 1 << 20) {
      frames.append(
        Frame(
          length: try frame.required("length").integer(in: 1...Limits.frame),
          digest: try frame.required("sha256").digest()))
    }
    archiveLength = try field.required("archive-length").integer(in: 0...Limits.unpacked)
    unpackedLength = try field.required("unpacked-length").integer(in: 0...Limits.unpacked)
    files = try ObjectReference(field.required("files"), longest: Limits.fileList)
    executables = [:]
    for (name, path) in try field.required("executables").namedFields() {
      guard let name = ExecutableName(name) else { throw path.problem("is not a program's name") }
      executables[name] = try path.parsed("a path inside the artifact") { RelativePath($0) }
    }
    requirements = Requirements()
    if let requires = try field.optional("requires") {
      requirements.glibc = try requires.optional("glibc")?
        .parsed("a version such as 2.35") { SystemVersion($0) }
      requirements.macOS = try requires.optional("macos")?
        .parsed("a version such as 13.0") { SystemVersion($0) }
    }
    try checkFrames(field)
  }

  private func checkFrames(_ field: Field) throws(FormatError) {
    let frameCount = (archiveLength + Limits.frameContent - 1) / Limits.frameContent
    guard frames.count == frameCount else {
      throw field.problem("should have \(frameCount) frames, and has \(frames.count)")
    }
    guard frames.reduce(0, { $0 + $1.length }) == object.length else {
      throw field.problem("has frames that do not add up to the artifact's length")
    }
  }

  package var json: JSON {
    .fields([
      ("artifact", object.json),
      (
        "frames",
        .array(
          frames.map { ["length": .integer($0.length), "sha256": .string($0.digest.hex)] })
      ),
      ("archive-length", .integer(archiveLength)),
      ("unpacked-length", .integer(unpackedLength)),
      ("files", files.json),
      (
        "executables",
        .fields(executables.map { ($0.key.description, .string($0.value.description)) })
      ),
      ("requires", requirements.json),
    ])
  }
}

extension Artifact.Requirements {
  fileprivate var json: JSON? {
    guard glibc != nil || macOS != nil else { return nil }
    return .fields([
      ("glibc", glibc.map { .string($0.description) }),
      ("macos", macOS.map { .string($0.description) }),
    ])
  }
}
