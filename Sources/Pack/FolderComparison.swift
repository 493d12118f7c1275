internal import Host
internal import Model

/// A file whose content is still to be held against the list.
struct HashedFile {
  let path: RelativePath
  let length: Int
  let digest: Digest
}

/// One walk over a folder beside its signed list: everything but the content of files.
struct FolderComparison {
  private let listed: [String: FileList.Entry]
  private let paths: [RelativePath]
  private let depth: InspectionDepth
  private var seen: Set<String> = []
  private(set) var differences: [FolderDifference] = []
  private(set) var toHash: [HashedFile] = []

  init(_ list: FileList, depth: InspectionDepth) {
    listed = Dictionary(
      list.entries.map { ($0.path.description, $0) }, uniquingKeysWith: { first, _ in first })
    paths = list.entries.map(\.path)
    self.depth = depth
  }

  mutating func visit(_ folder: Directory) throws(HostError) {
    try visit(folder, parents: "")
    // What lies in a folder that is missing is not told one by one.
    for path in paths where !seen.contains(path.description) {
      let parent = path.names.dropLast().joined(separator: "/")
      if parent.isEmpty || seen.contains(parent) {
        differences.append(FolderDifference(path.description, .missing))
      }
    }
  }

  private mutating func visit(_ folder: Directory, parents: String) throws(HostError) {
    for name in try folder.names() {
      let path = parents + name
      // Gone since the folder was read: it is told as missing.
      guard let status = try folder.status(name) else { continue }
      guard let entry = listed[path] else {
        let isFolder = status.kind == .directory
        differences.append(FolderDifference(path + (isFolder ? "/" : ""), .added))
        continue
      }
      seen.insert(path)
      if try check(entry, status, name, in: folder), status.kind == .directory {
        try enter(name, of: folder, path)
      }
    }
  }

  private mutating func enter(
    _ name: String, of folder: Directory, _ path: String
  ) throws(HostError) {
    let child: Directory
    do throws(HostError) {
      child = try folder.openDirectory(name, followingLinks: false)
    } catch  where error.isForbidden {
      // Its mode is told already, and nobody sees what is in it.
      return hide(path)
    }
    try visit(child, parents: path + "/")
  }

  /// - Returns: Whether the entry is of the right kind; one of another hides what should be in it.
  private mutating func check(
    _ entry: FileList.Entry, _ status: FileStatus, _ name: String, in folder: Directory
  ) throws(HostError) -> Bool {
    let path = entry.path.description
    switch (entry.kind, status.kind) {
    case (.folder, .directory): checkMode(path, status, expected: 0o755)
    case (.link(let target), .link):
      if try folder.readLink(name) != target {
        differences.append(FolderDifference(path, .altered, .target))
      }
    case (.file(let length, let digest, let isExecutable), .file):
      checkMode(path, status, expected: isExecutable ? 0o755 : 0o644)
      if status.length != length {
        differences.append(FolderDifference(path, .altered, .length))
      } else if isToHash(status) {
        toHash.append(HashedFile(path: entry.path, length: length, digest: digest))
      }
    default:
      differences.append(FolderDifference(path, .altered, .kind))
      hide(path)
      return false
    }
    return true
  }

  /// Everything below an entry of the wrong kind counts as told.
  private mutating func hide(_ path: String) {
    let prefix = path + "/"
    for other in paths where other.description.hasPrefix(prefix) {
      seen.insert(other.description)
    }
  }

  private mutating func checkMode(_ path: String, _ status: FileStatus, expected: UInt32) {
    if status.mode != expected {
      differences.append(FolderDifference(path, .altered, .mode))
    }
  }

  private func isToHash(_ status: FileStatus) -> Bool {
    guard case .attributes(let seal?) = depth else { return true }
    return status.modified != seal.modified
      ? status.modified > seal.modified
      : status.modifiedNanoseconds > seal.modifiedNanoseconds
  }
}
