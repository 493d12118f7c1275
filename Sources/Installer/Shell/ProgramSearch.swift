internal import Host
internal import SystemPackage

/// Looks for programs as a shell does: in the folders of PATH, in order.
struct ProgramSearch {
  /// Absolute and normalized; an empty or relative entry is taken from the working directory.
  let folders: [FilePath]

  init(_ world: World) {
    let entries = world.environment["PATH"]?.split(separator: ":", omittingEmptySubsequences: false)
    folders = (entries ?? []).compactMap { entry in
      // Without a working directory a relative entry leads nowhere.
      try? world.absolute(entry.isEmpty ? "." : String(entry))
    }
  }

  func contains(_ folder: FilePath) -> Bool { folders.contains(folder.lexicallyNormalized()) }

  /// Every executable file called `name`, the one that a shell runs first; none twice through linked folders.
  func all(_ name: String) -> [FilePath] {
    var seen: Set<[UInt64]> = []
    return folders.compactMap { path in
      guard let folder = try? Directory(path), let place = try? folder.status(),
        seen.insert([place.device, place.inode]).inserted,
        let file = try? folder.status(name, followingLinks: true),
        file.kind == .file, file.isExecutable
      else { return nil }
      return path.appending(name)
    }
  }
}
