/// A file of known length on its way here, pulled piece by piece.
///
/// A transfer that fails is taken up again where it was, at another location if there is one; the reader sees only the
/// bytes, in order and exactly once. Several downloads of a ``Transport`` may be open at once: while one is read, the
/// others go on, each up to 1 MiB ahead of its reader. Letting go of a download ends its transfer.
package final class Download {
  /// How many bytes must have come before a fault counts as the first again.
  private static let progressThatCounts = 1 << 20

  package let path: String
  /// Of the whole file, in bytes.
  package let length: Int
  /// The next byte that ``read(into:)`` gives.
  package private(set) var position: Int

  private let network: Network
  private var search: Search
  /// Where ``search`` began.
  private var searchedFrom: Int
  private var location: Int?
  private var source: (any ContentSource)?
  private var hasBegun = false
  private var failure: FetchError?

  /// Begins the first transfer, without waiting for it.
  init(path: String, length: Int, from offset: Int, network: Network) {
    precondition((0...max(0, length)).contains(offset))
    self.path = path
    self.length = length
    self.network = network
    position = offset
    searchedFrom = offset
    search = network.search(for: path)
    if position < length { openNext() }
  }

  /// Waits for the next bytes.
  ///
  /// - Parameter buffer: Not empty.
  /// - Returns: The count of bytes put into `buffer`; 0 once all ``length`` bytes were given.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int {
    precondition(!buffer.isEmpty)
    guard position < length else { return 0 }
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(length - position))
    while true {
      if let failure { throw failure }
      do throws(FetchError) {
        let count = try readSource(into: part)
        position += count
        if position == length { try finish() }
        return count
      } catch {
        guard position < length else { throw error }
        takeUpAgain(after: error)
      }
    }
  }

  private func readSource(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int {
    guard let source, let location else { throw search.verdict }
    if !hasBegun {
      try source.begin(at: position, length: length)
      network.mirrors.served(path, by: location)
      hasBegun = true
    }
    let count = try source.read(into: buffer)
    guard count > 0 else {
      throw .wrongLength(url: source.url, expected: length, found: position)
    }
    return count
  }

  /// Nothing may follow the last byte.
  private func finish() throws(FetchError) {
    defer { source = nil }
    guard let source else { return }
    let extra = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { buffer in
      Result { () throws(FetchError) in try source.read(into: buffer) }
    }
    // All bytes are here; a connection that ends badly behind them does not matter.
    guard case .success(let count) = extra, count > 0 else { return }
    let error = FetchError.tooLong(url: source.url, limit: length)
    if let location { network.mirrors.failed(location, with: error) }
    failure = error
    throw error
  }

  private func takeUpAgain(after error: FetchError) {
    source = nil
    if position - searchedFrom >= Self.progressThatCounts {
      // Known as bad first, so that the new search begins elsewhere.
      if let location { network.mirrors.failed(location, with: error) }
      search = network.search(for: path)
      searchedFrom = position
    }
    if let location { search.failed(location, with: error) }
    openNext()
  }

  /// Asks whoever is next, until one can be asked at all; otherwise ``failure`` tells why.
  private func openNext() {
    while let step = search.next() {
      network.pause(step.pause)
      location = step.location
      hasBegun = false
      do throws(FetchError) {
        source = try network.open(path, at: step.location, from: position)
        return
      } catch {
        search.failed(step.location, with: error)
      }
    }
    failure = search.verdict
  }
}
