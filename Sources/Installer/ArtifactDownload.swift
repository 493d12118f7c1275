import Host
import Model
private import Pack
private import Transport
private import Trust

/// One artifact on its way from the repository into a folder, checked frame by frame.
struct ArtifactDownload {
  let repository: Repository
  let progress: any Progress

  /// Where a location's bytes are not those that were signed, the next one is asked, from the first byte on.
  ///
  /// - Parameters:
  ///   - list: The artifact's file list as served, its digest checked.
  ///   - folder: Empty, and ours.
  func unpack(
    _ artifact: Artifact, named name: String, list: [UInt8], into folder: Directory
  ) throws {
    let transport = repository.transport
    transport.onBytes = { [progress] count in progress.advance(count) }
    defer { transport.onBytes = nil }
    let files = try FileListCodec<SHA256>.unpack(list, as: artifact.files, of: name)
    let unpacker = ArtifactUnpacker<SHA256>(artifact, of: name, files: files)
    while true {
      do {
        let download = transport.download(artifact.object.path, length: artifact.object.length)
        return try unpacker.unpack(into: folder) { buffer in try download.read(into: buffer) }
      } catch let error as UnpackError {
        guard error.isDamage, transport.report(bad: artifact.object.path) else { throw error }
        for entry in try folder.names() { try folder.removeTree(entry) }
      }
    }
  }
}
