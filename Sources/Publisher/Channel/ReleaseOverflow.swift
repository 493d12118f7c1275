package import Model

/// Moves the oldest entries of a full index into lists of their own, so that an index never grows.
///
/// Half of the index goes at a time, into the newest list as long as it has room. So one more release costs the same
/// however many there are.
struct ReleaseOverflow {
  private let repository: RepositoryFolder
  private let writer: RepositoryWriter

  init(_ repository: RepositoryFolder, _ writer: RepositoryWriter) {
    self.repository = repository
    self.writer = writer
  }

  func move(from index: inout ChannelIndex) throws {
    guard index.releases.count > ChannelIndex.longestList else { return }
    let kept = ChannelIndex.longestList / 2
    let moved = Array(index.releases[kept...])
    index.releases = Array(index.releases[..<kept])
    var list = ReleaseList(releases: moved, older: index.older)
    if let reference = index.older {
      let newest = try repository.releaseList(reference)
      if newest.releases.count + moved.count <= ReleaseList.longestList {
        let known = Set(moved.map(\.version))
        list = ReleaseList(
          releases: moved + newest.releases.filter { !known.contains($0.version) },
          older: newest.older)
      }
    }
    index.older = try writer.writeObject(list.bytes)
  }
}
