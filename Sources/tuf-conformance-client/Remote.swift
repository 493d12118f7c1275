import Trust

/// Files by URL.
protocol Remote {
  /// - Parameter limit: In bytes; a longer file is an error.
  /// - Returns: `nil` when the server says that there is no such file.
  func fetch(_ url: String, limit: Int) throws -> [UInt8]?
}

/// A remote's metadata.
struct RemoteMetadata: MetadataSource {
  /// Ends in `/`.
  let base: String
  let remote: any Remote

  func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply {
    try remote.fetch(base + path, limit: limit).map { .bytes($0) } ?? .notFound
  }
}
