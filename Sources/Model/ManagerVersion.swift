/// stigmerup's own version: the one place where it stands.
package enum ManagerVersion {
  /// Longer than the 15 bytes that Swift would keep outside the program's data: a test that updates
  /// stigmerup writes another version of the same length over these bytes in a copy of the program.
  private static let marked = "stigmerup-version=0.1.0"

  package static var text: String {
    marked.split(separator: "=").last.map(String.init) ?? marked
  }

  package static var current: Version {
    Version(text) ?? Version(major: 0, minor: 0, patch: 0)
  }
}
