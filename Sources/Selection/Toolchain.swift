/// A toolchain that is here.
package struct Toolchain: Equatable, Sendable {
  package let place: ToolchainPlace
  /// The name of the link that led to the tree; nil for a linked build, and for an inherited tree.
  package let version: VersionName?

  package init(place: ToolchainPlace, version: VersionName?) {
    self.place = place
    self.version = version
  }
}
