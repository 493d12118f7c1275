import Host
import Model
import Store
import Trust

/// What is taken of a release where nobody says otherwise: what its own toolchain here has; what the release that it
/// follows in a channel has, and the profile that shows in that; else the settings' profile.
struct UsualComponents {
  /// Of the same release's toolchain here; empty when there is none.
  let same: [ComponentName]
  /// Of the release that it follows.
  private let before: [ComponentName]
  private let profile: Profile?
  private let settingsProfile: Profile
  private let offered: [ComponentName]

  /// - Parameter present: The release that the channel which moves points to.
  init(
    _ home: HomeFolder, profile: Profile, of release: ListedRelease, _ manifest: Manifest,
    following present: Version?
  ) throws {
    guard let platform = Machine.platform else { throw InstallerError.unsupportedMachine }
    settingsProfile = profile
    offered = manifest.componentNames(on: platform)
    same =
      try Self.components(
        named: manifest.version, in: home, manifest, release.entry.manifest.digest, platform) ?? []
    guard let present, present != manifest.version,
      case .tree(let tree)? = try home.place(of: present.description)
    else {
      before = []
      self.profile = nil
      return
    }
    let old = try Self.manifest(of: tree, in: home)
    let record = try home.record(at: .tree(tree))
    let held = old.flatMap { tree.components(of: $0, on: platform, record: record) }
    let names = held ?? Self.recorded(record)
    before = names
    self.profile =
      old.flatMap { $0.profile(of: names, on: platform, usual: profile) }
      ?? (names.isEmpty ? nil : profile)
  }

  /// What the release before has, and this one lacks.
  var dropped: [ComponentName] { before.filter { !offered.contains($0) } }

  func adding(_ wanted: Components?) -> Components {
    var all = wanted ?? Components()
    all.kept += same + before
    let isNew = same.isEmpty && before.isEmpty
    let usual = isNew ? (all.profile == nil ? settingsProfile : nil) : profile
    all.profile = [all.profile, usual].compactMap { $0 }.max { $1.includes($0) && $0 != $1 }
    return all
  }

  /// - Returns: `nil` when the release is not here, or with another manifest.
  private static func components(
    named version: Version, in home: HomeFolder, _ manifest: Manifest, _ digest: Digest,
    _ platform: Platform
  ) throws -> [ComponentName]? {
    guard case .tree(let tree)? = try home.place(of: version.description),
      tree.isMade(from: digest), try home.trees().contains(tree)
    else { return nil }
    return tree.components(
      of: manifest, on: platform, record: try home.record(at: .tree(tree)))
  }

  private static func recorded(_ record: ToolchainRecord?) -> [ComponentName] {
    if case .release(let release)? = record?.kind { release.components } else { [] }
  }

  /// The manifest that a tree was made from, when it is still whole.
  private static func manifest(of tree: TreeIdentifier, in home: HomeFolder) throws -> Manifest? {
    let path = "trees/\(tree.text)/manifest.json"
    guard let bytes = try home.root.readFileIfPresent(path, limit: Limits.manifest),
      tree.isMade(from: Digest.sha256(of: bytes))
    else { return nil }
    return try Manifest(parsing: bytes)
  }
}
