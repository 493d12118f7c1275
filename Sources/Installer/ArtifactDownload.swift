import Host
import Model
private import Pack
private import Transport
private import Trust

/// One artifact on its way from the repository into a folder, checked frame by frame.
struct ArtifactDownload {
  let repository: Repository
  let progress: any Progress

  /// - Parameters:
  ///   - list: The artifact's file list as served, its digest checked.
  ///   - folder: Empty, and ours.
  func unpack(
    _ artifact: Artifact, named name: String, list: [UInt8], into folder: Directory
  ) throws {
    let transport = repository.transport
    let download = transport.download(artifact.object.path, length: artifact.object.length)
    transport.onBytes = { [progress] count in progress.advance(count) }
    defer { transport.onBytes = nil }
    let files = try FileListCodec<SHA256>.unpack(list, as: artifact.files, of: name)
    try ArtifactUnpacker<SHA256>(artifact, of: name, files: files)
      .unpack(into: folder) { buffer in try download.read(into: buffer) }
  }
}
