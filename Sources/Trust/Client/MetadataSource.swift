/// Where metadata comes from: a server, a folder, a bundle. Nothing it answers is believed.
package protocol MetadataSource {
  /// - Parameters:
  ///   - path: Relative to the repository's metadata, percent-encoded already: `3.stable.json`.
  ///   - limit: The most bytes to accept; one more is an error of the source's (TUF's "endless data").
  ///   - held: The bytes held of this file, where the same answer again is of no use: the source may then
  ///     answer `.notModified`. `nil` asks for the bytes.
  /// - Throws: When no answer came: then nobody knows whether the file is there. A definite "no such file"
  ///   is `.notFound`.
  func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply

  /// What ``fetch(_:limit:held:)`` answered last for `path` does not hold.
  ///
  /// - Returns: Whether there is another place to ask: then the next fetch of `path` asks there.
  func report(bad path: String) -> Bool
}

extension MetadataSource {
  /// A source of one place has no other.
  package func report(bad path: String) -> Bool { false }
}
