import Host
import Publisher
import SystemPackage

/// The files that a list of roles means.
struct KeySelection {
  private let folder: KeyFolder

  init(_ folder: KeyFolder) { self.folder = folder }

  /// - Parameter roles: Empty for all.
  /// - Throws: ``PublisherError/keyMissing(role:folder:)``.
  func files(of roles: [String]) throws -> [KeyFile] {
    if roles.isEmpty { return try folder.files() }
    return try roles.flatMap { role in
      let files = try folder.files(of: role)
      guard !files.isEmpty else {
        throw PublisherError.keyMissing(role: role, folder: folder.directory.path.string)
      }
      return files
    }
  }
}
