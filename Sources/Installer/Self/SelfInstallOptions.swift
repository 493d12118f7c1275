package import Model

/// What `stigmerup self install` and `install.sh` were told.
package struct SelfInstallOptions: Sendable {
  /// What becomes the default; `none` for nothing.
  package var defaultSelector = "stable"
  package var profile: Profile?
  package var modifiesShellFiles = true
  /// Whether a toolchain is installed, and not the manager and its trust alone.
  package var installsToolchain = true
  package var repositories: [String] = []
  /// A file with the first root to trust.
  package var rootFile: String?
  package var certificateFile: String?

  package init() {}
}
