/// `STIGMERUP_HOME`, read only: links, as section 5 of DESIGN lays them out.
package struct Home: Equatable, Sendable {
  /// Absolute, without a slash at its end.
  package let root: ByteString

  /// nil for a relative path: nobody could execute below it from elsewhere.
  package init?(_ root: ByteString) {
    guard root.isAbsolute else { return nil }
    var bytes = root.bytes[...]
    while bytes.count > 1, bytes.last == Ascii.slash { bytes = bytes.dropLast() }
    self.root = ByteString(bytes)
  }

  /// The home of a program that lies at `<home>/self/<version>/<program>`; nil elsewhere.
  package init?(ofProgramAt path: ByteString) {
    guard let versions = path.parent?.parent, versions.lastName == "self",
      let root = versions.parent
    else { return nil }
    self.init(root)
  }

  package func path(_ relative: ByteString) -> ByteString { root.joined(relative) }

  package func path(_ place: ToolchainPlace) -> ByteString { path(place.relativePath) }

  /// Whether this home has installed `channel`, and so listens to it.
  package func follows(_ channel: Channel) -> Bool {
    if case .target = readLink(path(link(of: channel))) { true } else { false }
  }

  func link(of channel: Channel) -> ByteString { "channels/" + channel.name }

  /// Marks a tree as used now, best effort: the home may be read-only. Linked builds have no mark.
  package func stamp(_ place: ToolchainPlace) {
    if case .tree(let id) = place { touch(path("used/" + id)) }
  }
}
