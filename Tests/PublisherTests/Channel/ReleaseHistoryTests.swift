import Host
import Model
import TestSupport
import Testing

@testable import Publisher

@Suite struct ReleaseHistoryTests {
  private let published: PublishedRepository
  private let writer: RepositoryWriter
  private let history: ReleaseHistory

  init() throws {
    published = try PublishedRepository()
    writer = try published.writer()
    history = ReleaseHistory(published.repository, writer)
  }

  private func entry(_ number: Int) -> ChannelIndex.Entry {
    ChannelIndex.Entry(
      version: Version(major: 2, minor: number, patch: 0),
      manifest: ObjectReference(digest: .sample("\(number)"), length: number + 1),
      published: Instant(seconds: number), sizes: [:])
  }

  private func index(of count: Int) throws -> ChannelIndex {
    var index = ChannelIndex(channel: .dev)
    for number in 0..<count { try history.list(entry(number), in: &index) }
    return index
  }

  private func numbers(_ index: ChannelIndex) throws -> [Int] {
    try published.repository.releases(of: index).map(\.version.minor)
  }

  private func lists(_ index: ChannelIndex) throws -> [ObjectReference] {
    var lists: [ObjectReference] = []
    var next = index.older
    while let reference = next {
      lists.append(reference)
      next = try published.repository.releaseList(reference).older
    }
    return lists
  }

  @Test(arguments: [0, 1, 50, 51, 149, 150, 151, 260])
  func `the newest fifty stand in the index, and none is lost`(count: Int) throws {
    let index = try index(of: count)
    #expect(index.releases.count == min(count, 50))
    #expect((index.older != nil) == (count > 50))
    #expect(try numbers(index) == Array((0..<count).reversed()))
  }

  @Test func `one more release rewrites the newest list alone`() throws {
    var index = try index(of: 260)
    let before = try lists(index)
    #expect(before.count == 3)
    try history.list(entry(260), in: &index)
    let after = try lists(index)
    #expect(after.first != before.first)
    #expect(Array(after.dropFirst()) == Array(before.dropFirst()))
  }

  @Test func `a release of long ago is moved to the front, and stands once`() throws {
    var index = try index(of: 260)
    for number in [3, 120, 230] {
      let old = try #require(
        try published.repository.releases(of: index).first { $0.version.minor == number })
      try history.list(old, in: &index)
      #expect(index.releases.first == old)
    }
    let listed = try numbers(index)
    #expect(listed.count == 260)
    #expect(Set(listed) == Set(0..<260))
    #expect(listed.prefix(4) == [230, 120, 3, 259])
  }

  @Test func `a list that becomes empty is left out`() throws {
    var index = try index(of: 51)
    #expect(try lists(index).count == 1)
    try history.list(entry(0), in: &index)
    #expect(try numbers(index) == [0] + (1...50).reversed())
  }
}
