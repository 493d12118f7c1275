import Host
import Model
import TestSupport
import Testing
import Trust

@testable import Publisher

@Suite struct ConcurrentReaderTests {
  /// Refreshes as a client does, again and again, and keeps what it saw.
  private final class Reader: @unchecked Sendable {
    private let repository: Directory
    private let root: [UInt8]
    /// Written by the reader's thread, read after its end.
    private(set) var seen: [String] = []

    init(_ published: PublishedRepository) throws {
      repository = try Directory(published.path)
      root = try repository.readFile("metadata/1.root.json", limit: 1 << 20)
    }

    func read() throws {
      let metadata = FolderMetadata(repository, root: root)
      let updater = try Updater(source: metadata, store: metadata, at: PublishedRepository.time)
      let path = TargetPath(ChannelName.beta.indexTarget)
      guard let target = try updater.targetInfo(for: path) else { return }
      let bytes = try repository.readFile("targets/\(target.servedPath)", limit: target.length)
      try target.check(bytes)
      let index = try ChannelIndex(parsing: bytes, of: .beta)
      guard let entry = index.currentEntry else { return }
      let reader = ObjectReader(repository: repository)
      let manifest = try Manifest(parsing: try reader.bytes(of: entry.manifest))
      for artifact in manifest.components.values.flatMap({ $0.artifacts.values }) {
        try reader.check(artifact.object.path, artifact.object, frames: artifact.frames)
      }
      if seen.last != entry.version.description { seen.append(entry.version.description) }
    }
  }

  @Test func `a client that reads during publishing sees the old state or the new one`() throws {
    let published = try PublishedRepository()
    let reader = try Reader(published)
    let isDone = Flag()
    let thread = BackgroundThread {
      while !isDone.isSet { try reader.read() }
      try reader.read()
    }
    let versions = (0..<12).map { "2.\($0).0" }
    for version in versions {
      try published.addRelease(version)
      try published.publish(version, to: .beta)
    }
    isDone.set()
    try thread.finish()
    // In order, each at most once, and the last one in the end: nothing half-way, nothing that goes back.
    let all = ["1.1.0"] + versions
    let positions = reader.seen.compactMap { all.firstIndex(of: $0) }
    #expect(positions.count == reader.seen.count)
    #expect(positions == positions.sorted())
    #expect(reader.seen.last == versions.last)
  }

  @Test func `two writers at once lose nothing`() throws {
    let published = try PublishedRepository()
    let threads = ["3.0.0", "3.1.0"].map { version in
      let place = Place(published)
      return BackgroundThread { try place.publishNew(version) }
    }
    for thread in threads { try thread.finish() }
    let listed = try published.repository.index(of: .beta).releases.map(\.version.description)
    #expect(Set(listed) == ["1.0.0", "1.1.0", "3.0.0", "3.1.0"])
    #expect(try published.findings().messages == [])
  }

  /// The shared repository; each use takes the repository's own lock.
  private final class Place: @unchecked Sendable {
    private let published: PublishedRepository

    init(_ published: PublishedRepository) { self.published = published }

    func publishNew(_ version: String) throws {
      try published.addRelease(version)
      let writer = try published.writer()
      let publication = ChannelPublication(published.repository, policies: .builtIn)
      let change = try publication.planPublishing(try SampleHome.parsed(version), to: .beta)
      try publication.carryOut(
        change, writer, keys: published.keys, at: PublishedRepository.time)
    }
  }

  /// A flag that one thread sets and another one reads.
  private final class Flag: @unchecked Sendable {
    private let lock = FlagLock()
    private var value = false

    var isSet: Bool { lock.held { value } }

    func set() { lock.held { value = true } }
  }
}
