/// Fetches the files of one repository, by paths relative to its root, from the first of its locations that has them.
///
/// Nothing that comes from here is trusted: the caller checks signatures, digests and lengths, and tells by
/// ``report(bad:)`` when they are wrong. One thread only; calls wait until they are done. While any call waits, all
/// downloads that were begun move on.
package final class Transport {
  private let network: Network

  /// - Parameter locations: At least one: the repository, then its mirrors in the order of preference.
  package init(locations: [RepositoryLocation], options: TransportOptions) {
    network = Network(mirrors: Mirrors(locations), options: options)
  }

  /// Told how many bytes of content came from the network, as they come. May not call the transport.
  package var onBytes: ((Int) -> Void)? {
    get { network.loop.onBytes }
    set { network.loop.onBytes = newValue }
  }

  /// Told one line for each request that ended: URL, status, bytes, milliseconds. May not call the transport.
  package var onRequest: ((String) -> Void)? {
    get { network.loop.onRequest }
    set { network.loop.onRequest = newValue }
  }

  /// The whole content of a small file.
  ///
  /// - Parameters:
  ///   - path: Relative to the repository's root, such as `metadata/timestamp.json`. What a URL cannot hold is
  ///     percent-encoded on its way; a `%` is not: encode a name that holds one before.
  ///   - limit: The most bytes to accept; one more stops the transfer (TUF's "endless data").
  package func fetch(_ path: String, limit: Int) throws(FetchError) -> [UInt8] {
    switch try fetch(path, limit: limit, unlessMatching: nil) {
    case .content(let bytes, _): return bytes
    // Without validators a 304 is refused as any other odd answer.
    case .notModified: return []
    }
  }

  /// The whole content of a small file, unless it is still the one that `validators` came with.
  ///
  /// - Parameter validators: Of an earlier answer; `nil` asks without a condition, and so does a location that they
  ///   are not from. A folder has none.
  package func fetch(
    _ path: String, limit: Int, unlessMatching validators: Validators?
  ) throws(FetchError) -> ConditionalContent {
    var search = network.search(for: path)
    while let step = search.next() {
      network.pause(step.pause)
      do throws(FetchError) {
        let content = try network.content(
          path, at: step.location, limit: limit, unlessMatching: validators)
        network.mirrors.served(path, by: step.location)
        return content
      } catch {
        search.failed(step.location, with: error)
      }
    }
    throw search.verdict
  }

  /// The location that answered for `path` last; `nil` when none did. For people to look at: nothing is trusted for it.
  package func source(of path: String) -> RepositoryLocation? {
    network.mirrors.server(of: path)
  }

  /// Begins to download a file of known length. Errors come out of ``Download/read(into:)``.
  ///
  /// - Parameters:
  ///   - path: As for ``fetch(_:limit:)``.
  ///   - length: Of the whole file, in bytes.
  ///   - offset: The first byte wanted, in `0...length`.
  package func download(_ path: String, length: Int, from offset: Int = 0) -> Download {
    Download(path: path, length: length, from: offset, network: network)
  }

  /// The content that `path` had when it was fetched last is not what is signed: its location is asked last from now on, and
  /// for this path only when all others have failed in the same way.
  ///
  /// - Returns: Whether there is another location to try.
  @discardableResult
  package func report(bad path: String) -> Bool { network.mirrors.report(bad: path) }
}
