internal import Host
internal import Model
private import Pack
private import Trust

/// Checks what releases name, each object once however many releases and channels name it.
final class ReleaseVerification {
  /// Every object that was named, broken or not.
  private(set) var named: Set<ObjectReference> = []

  private let reader: ObjectReader
  private let report: (Finding) -> Void
  /// `nil` for one that is broken.
  private var manifests: [ObjectReference: Manifest?] = [:]
  /// With the frames that they were checked for.
  private var artifacts: [ObjectReference: [[Artifact.Frame]]] = [:]
  /// `nil` for one that is broken.
  private var fileLists: [ObjectReference: FileList?] = [:]

  init(_ repository: Directory, report: @escaping (Finding) -> Void) {
    reader = ObjectReader(repository: repository)
    self.report = report
  }

  /// Follows the lists of older releases.
  ///
  /// - Returns: The releases of the index and of every list that is sound.
  func releases(of index: ChannelIndex, lists: inout Set<ObjectReference>) -> [ChannelIndex.Entry] {
    let place = "channel '\(index.channel)'"
    var releases = index.releases
    var seen = Set(releases.map(\.version))
    var next = index.older
    while let reference = next, lists.insert(reference).inserted {
      named.insert(reference)
      do {
        let list = try ReleaseList(parsing: reader.bytes(of: reference))
        for entry in list.releases where !seen.insert(entry.version).inserted {
          report(Finding(place, VerificationError.listedTwice(entry.version)))
        }
        releases += list.releases
        next = list.older
      } catch {
        report(Finding(place, error))
        break
      }
    }
    return releases
  }

  /// - Returns: Every object that the release names, as far as its manifest is sound.
  func check(_ entry: ChannelIndex.Entry, in channel: ChannelName) -> Set<ObjectReference> {
    let place = "\(channel) \(entry.version)"
    var objects: Set<ObjectReference> = [entry.manifest]
    // What a manifest names is the same in every channel: it is looked at once, and reported once.
    let isKnown = manifests[entry.manifest] != nil
    if let manifest = manifest(entry.manifest, place) {
      let path = entry.manifest.path
      if manifest.version != entry.version {
        report(
          Finding(place, VerificationError.wrongVersion(path: path, found: manifest.version)))
      }
      if manifest.product != channel.product {
        report(
          Finding(place, VerificationError.wrongProduct(path: path, found: manifest.product)))
      }
      for (name, component) in manifest.components.sorted(by: { $0.key < $1.key }) {
        for (platform, artifact) in component.artifacts.sorted(by: { $0.key < $1.key }) {
          objects.formUnion([artifact.object, artifact.files])
          if !isKnown { check(artifact, "\(place), \(name) for \(platform)") }
        }
      }
    }
    named.formUnion(objects)
    return objects
  }

  private func manifest(_ reference: ObjectReference, _ place: String) -> Manifest? {
    if let known = manifests[reference] { return known }
    let manifest = attempt(place) { try Manifest(parsing: reader.bytes(of: reference)) }
    manifests[reference] = .some(manifest)
    return manifest
  }

  private func check(_ artifact: Artifact, _ place: String) {
    if artifacts[artifact.object]?.contains(artifact.frames) != true {
      artifacts[artifact.object, default: []].append(artifact.frames)
      attempt(place) {
        try reader.check(artifact.object.path, artifact.object, frames: artifact.frames)
      }
    }
    guard let list = fileList(artifact.files, place) else { return }
    let path = artifact.files.path
    if list.contentLength != artifact.unpackedLength {
      report(
        Finding(
          place,
          VerificationError.unpackedLength(
            path: path, listed: list.contentLength, signed: artifact.unpackedLength)))
    }
    for (name, program) in artifact.executables.sorted(by: { $0.key < $1.key }) {
      let isListed = list.entries.contains { entry in
        guard entry.path == program, case .file(_, _, true) = entry.kind else { return false }
        return true
      }
      if !isListed {
        report(Finding(place, VerificationError.executableNotListed(name, path: path)))
      }
    }
  }

  private func fileList(_ reference: ObjectReference, _ place: String) -> FileList? {
    if let known = fileLists[reference] { return known }
    let list = attempt(place) {
      try FileListCodec<SHA256>.unpack(reader.bytes(of: reference), as: reference, of: place)
    }
    fileLists[reference] = .some(list)
    return list
  }

  @discardableResult
  private func attempt<Value>(_ place: String, _ work: () throws -> Value) -> Value? {
    do { return try work() } catch {
      report(Finding(place, error))
      return nil
    }
  }
}
