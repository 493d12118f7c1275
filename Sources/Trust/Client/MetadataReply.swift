/// What a ``MetadataSource`` answers.
package enum MetadataReply: Sendable, Equatable {
  case bytes([UInt8])
  /// Still the bytes that the request said are held.
  case notModified
  case notFound
}
