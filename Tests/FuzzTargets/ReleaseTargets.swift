import Model
import Pack
import Trust

extension FuzzTarget {
  static let manifest = document(
    "manifest", { try Manifest(parsing: $0) }, \.bytes, seeds: { [try sampleManifest().bytes] },
    check: { manifest in
      for component in manifest.components.values {
        for artifact in component.artifacts.values {
          for path in artifact.executables.values { try checkInside(path) }
        }
      }
      for platform in manifest.platforms {
        let names = manifest.components(of: .complete, on: platform)
        _ = manifest.downloadLength(of: names, on: platform)
      }
    })

  static let channelIndex = document(
    "channel-index", { try ChannelIndex(parsing: $0, of: .stable) }, \.bytes,
    seeds: {
      var index = ChannelIndex(channel: .stable)
      index.releases = try sampleEntries()
      index.current = index.releases.first?.version
      index.older = sampleReference
      return [index.bytes, ChannelIndex(channel: .stable).bytes]
    },
    check: { index in
      try expect(index.current == nil || index.currentEntry != nil, "its current is not listed")
      try expect(index.releases.count <= ChannelIndex.longestList, "its list is too long")
    })

  static let releaseList = document(
    "release-list", { try ReleaseList(parsing: $0) }, \.bytes,
    seeds: { [ReleaseList(releases: try sampleEntries(), older: sampleReference).bytes] },
    check: { _ in })

  static let fileList = document(
    "file-list", { try FileList(parsing: $0) }, \.bytes, seeds: { [try sampleFiles().bytes] },
    check: checkFiles)

  /// The list as it is served: the bytes are what was signed, so only what comes after the digest can refuse them.
  static let fileListObject = FuzzTarget(
    "file-list-object", longest: 4096,
    seeds: { [try FileListCodec<SHA256>.pack(sampleFiles()).object] },
    check: { bytes in
      let reference = ObjectReference(digest: .sha256(of: bytes), length: bytes.count)
      guard
        let list = try unlessRefused({
          try FileListCodec<SHA256>.unpack(bytes, as: reference, of: "tool 1.0.0")
        })
      else { return }
      try checkFiles(list)
    })

  private static let words = [
    "\"format\":1", "\"product\":\"stigmer\"", "\"version\":\"1.4.2\"", "\"components\":",
    "\"agent-runner\"", "\"platforms\":", "\"linux-amd64\":", "\"artifact\":", "\"frames\":",
    "\"sha256\":", "\"length\":", "\"archive-length\":", "\"unpacked-length\":", "\"files\":",
    "\"executables\":", "\"requires\":", "\"glibc\":\"2.35\"", "\"smoke-tests\":",
    "\"channel\":\"stable\"", "\"current\":", "\"releases\":", "\"manifest\":", "\"published\":",
    "\"yanked\":", "\"reason\":", "\"sizes\":", "\"older\":", "\"entries\":", "\"path\":",
    "\"link\":", "\"executable\":true", "..", "../", "/", "/\u{301}", "\\u0000", "\\u002e\\u002e",
  ]

  /// A document that is read and written by one type: what is written reads back as the same, to the byte.
  private static func document<Document: Equatable>(
    _ name: String, _ parse: @escaping @Sendable ([UInt8]) throws -> Document,
    _ write: @escaping @Sendable (Document) -> [UInt8],
    seeds: @escaping @Sendable () throws -> [[UInt8]],
    check: @escaping @Sendable (Document) throws -> Void
  ) -> FuzzTarget {
    FuzzTarget(
      name, longest: 8192, words: words, seeds: seeds,
      check: { bytes in
        guard let document = try unlessRefused({ try parse(bytes) }) else { return }
        let written = write(document)
        let back = try accepted("what was written") { try parse(written) }
        try expect(back == document, "it reads back as something else")
        try expect(write(back) == written, "it is written in two ways")
        try check(document)
      })
  }

  private static func checkFiles(_ list: FileList) throws {
    _ = list.contentLength
    for (one, next) in zip(list.entries, list.entries.dropFirst()) {
      try expect(one.path < next.path, "its entries are out of order")
    }
    for entry in list.entries { try checkInside(entry.path) }
  }

  // MARK: samples

  private static func sample<Value: LosslessStringConvertible>(_ text: String) throws -> Value {
    guard let value = Value(text) else { throw FuzzFailure("'\(text)' is a sound seed") }
    return value
  }

  private static let sampleReference = ObjectReference(digest: .sha256(of: "object"), length: 6)

  private static func sampleEntries() throws -> [ChannelIndex.Entry] {
    try ["1.4.2", "1.5.0-beta.1+build.7"].map { version in
      ChannelIndex.Entry(
        version: try sample(version), manifest: sampleReference,
        published: try sample("2026-01-31T12:00:00Z"), yanked: version == "1.4.2" ? nil : "broken",
        sizes: [try sample("linux-amd64"): 1234, try sample("darwin-arm64"): 0])
    }
  }

  private static func sampleFiles() throws -> FileList {
    FileList([
      FileList.Entry(path: try sample("_internal"), kind: .folder),
      FileList.Entry(path: try sample("_internal/libx.so"), kind: .link(target: "libx.so.1")),
      FileList.Entry(
        path: try sample("_internal/libx.so.1"),
        kind: .file(length: 10, digest: .sha256(of: "x"), isExecutable: false)),
      FileList.Entry(
        path: try sample("agent-runner"),
        kind: .file(length: 20, digest: .sha256(of: "y"), isExecutable: true)),
    ])
  }

  private static func sampleManifest() throws -> Manifest {
    var manifest = Manifest(product: .stigmer, version: try sample("1.4.2"))
    manifest.commit = "a1b2c3d"
    manifest.date = try sample("2026-01-31T12:00:00Z")
    manifest.notesURL = "https://example.org/1.4.2"
    manifest.minimumStigmerup = try sample("1.0.0")
    manifest.stateVersion = 3
    manifest.smokeTests = [["stigmer", "--help"]]
    let artifact = Artifact(
      object: ObjectReference(digest: .sha256(of: "object"), length: 30),
      frames: [
        Artifact.Frame(length: 20, digest: .sha256(of: "1")),
        Artifact.Frame(length: 10, digest: .sha256(of: "2")),
      ],
      archiveLength: 5 << 20, unpackedLength: 4 << 20, files: sampleReference,
      executables: [try sample("agent-runner"): try sample("bin/agent-runner")],
      requirements: Artifact.Requirements(glibc: try sample("2.35"), macOS: try sample("13")))
    manifest.components[.agentRunner] = Manifest.Component(
      profile: .standard,
      artifacts: [try sample("linux-amd64"): artifact, try sample("darwin-arm64"): artifact])
    return manifest
  }
}
