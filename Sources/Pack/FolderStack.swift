internal import Host
internal import Model

/// The folders from the destination down to where entries are being written, each opened by one name in the one above,
/// never through a link. Neighbours in the archive share most of them.
struct FolderStack {
  private let root: Directory
  private var open: [(name: String, folder: Directory)] = []

  init(_ root: Directory) { self.root = root }

  mutating func folder(of path: RelativePath) throws(HostError) -> Directory {
    try enter(path.names.dropLast())
  }

  /// Makes a folder that must not exist yet, with mode 0755 whatever the umask.
  mutating func make(_ path: RelativePath) throws(HostError) {
    let names = path.names
    guard let last = names.last else { return }
    let parent = try enter(names.dropLast())
    try parent.createDirectory(last)
    let folder = try parent.openDirectory(last, followingLinks: false)
    try folder.setMode(0o755)
    open.append((last, folder))
  }

  private mutating func enter(_ names: ArraySlice<String>) throws(HostError) -> Directory {
    let shared = zip(names, open).prefix { $0 == $1.name }.count
    open.removeLast(open.count - shared)
    for name in names.dropFirst(shared) {
      open.append(
        (name, try (open.last?.folder ?? root).openDirectory(name, followingLinks: false)))
    }
    return open.last?.folder ?? root
  }
}
