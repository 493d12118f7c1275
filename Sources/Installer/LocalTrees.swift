import Host
import Model
import Pack
import Store
import Trust

/// What the trees of this home have of what a release wants: manifests, file lists and components. Manifests and lists
/// are held against their signed digests here; files when they are taken.
struct LocalTrees {
  private let home: HomeFolder

  init(_ home: HomeFolder) { self.home = home }

  /// The bytes of a manifest; `nil` when no tree has them.
  func manifest(_ digest: Digest) throws -> [UInt8]? {
    for tree in try home.trees() where tree.isMade(from: digest) {
      if let bytes = read("trees/\(tree.text)/manifest.json", limit: Limits.manifest),
        Digest.sha256(of: bytes) == digest
      {
        return bytes
      }
    }
    return nil
  }

  /// Where an artifact's files may be.
  struct Sources {
    /// As served; `nil` when no tree has it whole.
    var list: [UInt8]?
    var folders: [Directory] = []
  }

  /// - Parameter manifest: Of the release that wants it: its own trees count even with a damaged list.
  func sources(
    of component: ComponentName, _ artifact: Artifact, manifest: Digest
  ) throws -> Sources {
    var sources = Sources()
    for tree in try home.trees() {
      let path = "trees/\(tree.text)"
      let list = read("\(path)/files/\(component).json.zst", limit: artifact.files.length)
      let isSame = list.map { Digest.sha256(of: $0) == artifact.files.digest } ?? false
      if isSame { sources.list = list }
      guard isSame || tree.isMade(from: manifest) else { continue }
      if let folder = folder("\(path)/components/\(component)") { sources.folders.append(folder) }
    }
    return sources
  }

  /// What cannot be read here is fetched.
  private func read(_ path: String, limit: Int) -> [UInt8]? {
    do throws(HostError) {
      return try home.root.readFileIfPresent(path, limit: limit)
    } catch {
      return nil
    }
  }

  private func folder(_ path: String) -> Directory? {
    do throws(HostError) {
      return try home.root.openDirectory(path, followingLinks: false)
    } catch {
      return nil
    }
  }
}
