/// The archive that `install.sh` downloads: `stigmerup`, `stigmer-shim` and `root.json` in a gzipped tar.
package enum BootstrapArchive {
  /// Relative to the repository's root.
  package static let folder = "stigmerup"
  /// In bytes, packed.
  package static let longest = 1 << 30
}
