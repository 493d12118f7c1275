internal import Model

/// The entries of a channel beyond those in its index: lists that name each other by digest, the newest first.
///
/// One more release rewrites the index and the newest list, which is short, however many releases there are.
struct ReleaseHistory {
  /// How many entries the newest list takes before another one is begun.
  static let listLength = 100

  /// Keeps an object, and tells how it is named.
  private let write: ([UInt8]) throws -> ObjectReference

  /// A list that is named by its digest: one that was kept by `write` too.
  private let read: (ObjectReference) throws -> ReleaseList

  init(
    read: @escaping (ObjectReference) throws -> ReleaseList,
    write: @escaping ([UInt8]) throws -> ObjectReference
  ) {
    self.read = read
    self.write = write
  }

  init(_ repository: RepositoryFolder, _ writer: RepositoryWriter) {
    self.init(read: repository.releaseList, write: writer.writeObject)
  }

  /// Puts `entry` first in the index, in the place of an earlier entry of its version, and moves on what no longer fits.
  func list(_ entry: ChannelIndex.Entry, in index: inout ChannelIndex) throws {
    if index.entry(for: entry.version) == nil {
      index.older = try removing(entry.version, from: index.older)
    }
    index.releases.removeAll { $0.version == entry.version }
    index.releases.insert(entry, at: 0)
    try moveOverflow(of: &index)
  }

  /// Moves the entries that the index has no room for into lists.
  func moveOverflow(of index: inout ChannelIndex) throws {
    let overflow = Array(index.releases.dropFirst(ChannelIndex.longestList))
    index.releases.removeLast(overflow.count)
    if !overflow.isEmpty { index.older = try prepending(overflow, to: index.older) }
  }

  private func prepending(
    _ entries: [ChannelIndex.Entry], to older: ObjectReference?
  ) throws -> ObjectReference {
    var list = ReleaseList(releases: entries, older: older)
    if let older {
      let newest = try read(older)
      if newest.releases.count + entries.count <= Self.listLength {
        list = ReleaseList(releases: entries + newest.releases, older: newest.older)
      }
    }
    return try write(list.bytes)
  }

  /// Only lists newer than the one that had the version are written anew.
  private func removing(
    _ version: Version, from newest: ObjectReference?
  ) throws -> ObjectReference? {
    var lists: [ReleaseList] = []
    var next = newest
    while let reference = next {
      let list = try read(reference)
      lists.append(list)
      if list.releases.contains(where: { $0.version == version }) {
        return try writing(lists, without: version)
      }
      next = list.older
    }
    return newest
  }

  private func writing(_ lists: [ReleaseList], without version: Version) throws -> ObjectReference?
  {
    var older = lists.last?.older
    for list in lists.reversed() {
      let rest = list.releases.filter { $0.version != version }
      if rest.isEmpty { continue }
      older = try write(ReleaseList(releases: rest, older: older).bytes)
    }
    return older
  }
}
