package import Model
package import SystemPackage

/// What `self install` is about to do: shown, and asked about, before anything is changed.
package struct SelfInstallPlan: Sendable {
  package let home: FilePath
  /// The manager that is there now; `nil` for a fresh home.
  package let present: Version?
  package let version: Version
  /// ``present`` is newer, and stays: a lower one is taken only by `self update`.
  package let keepsPresent: Bool
  package let repositories: [String]
  package let configuration: Configuration
  package let anchor: TrustAnchor
  package let anchorEffect: TrustAnchor.Effect
  package let profile: Profile
  /// The selector that becomes the default, unless there is one already; `nil` installs no toolchain.
  package let selector: String?
  package let toolchain: Toolchain?
  package let shells: ShellSetup.Plan

  /// What is to be installed besides the manager.
  package struct Toolchain: Sendable {
    package let version: Version
    package let components: [ComponentName]
    /// In bytes; 0 when it is here already.
    package let downloadLength: Int
    package let unpackedLength: Int
  }
}
