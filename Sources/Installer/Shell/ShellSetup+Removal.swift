private import Host
private import Model
private import Store
package import SystemPackage

extension ShellSetup {
  /// The inverse of ``Plan``: the files that hold our line now.
  package struct Removal: Sendable, Equatable {
    package let files: [FilePath]
    /// Those of ``files`` that go whole: an installation made them, and nobody has added anything.
    package let ownFiles: Set<FilePath>
    /// Whether the present GitHub job's list names our folder.
    package let githubPath: FilePath?

    /// One line for each file that will be changed.
    ///
    /// - Parameter printed: How a path is written.
    package func lines(_ printed: (FilePath) -> String = Plan.printed) -> [String] {
      files.map { path in
        ownFiles.contains(path)
          ? "delete \(printed(path)) (made by stigmerup)"
          : "remove our line from \(printed(path))"
      } + (githubPath.map { ["remove our folder from \(printed($0))"] } ?? [])
    }
  }

  /// Looks into the usual files, and into those that the receipts name: variables such as ZDOTDIR may have
  /// changed since.
  package func removal() throws -> Removal {
    var paths = usualFiles().map(\.path)
    paths += try recordedFiles().filter { !paths.contains($0) }
    var marked: [FilePath] = []
    var own: Set<FilePath> = []
    for path in paths {
      // What cannot be read now has nothing that can be removed now.
      guard let content = try? StartFile(path).content(),
        let shell = Shell.allCases.first(where: {
          line(for: $0, in: content).isMarked(in: content)
        })
      else { continue }
      marked.append(path)
      if line(for: shell, in: content).removesWholeFile(of: content) { own.insert(path) }
    }
    return Removal(files: marked, ownFiles: own, githubPath: GitHubPath(world)?.naming(bin))
  }

  private func recordedFiles() throws -> [FilePath] {
    guard let folder = try HomeFolder.open(home) else { return [] }
    let managers = ManagerVersions(folder)
    return try managers.installed().flatMap { version in
      try managers.receipt(of: version)?.shellFiles.map { FilePath($0) } ?? []
    }
  }

  /// A file that cannot be changed is reported, and the others are changed all the same.
  ///
  /// - Returns: The files that keep their line.
  @discardableResult
  package func apply(_ removal: Removal) -> [Failure] {
    var failures: [Failure] = []
    for path in removal.files {
      for shell in [Shell.posix, .fish] {
        do throws(ShellError) {
          try removeLine(of: shell, from: path)
        } catch {
          failures.append(Failure(path: path, error: error, line: line(for: shell).command))
        }
      }
    }
    if let path = removal.githubPath {
      do throws(HostError) {
        try GitHubPath(world)?.remove(bin)
      } catch {
        failures.append(Failure(path: path, error: .system(error), line: bin.string))
      }
    }
    return failures
  }

  private func removeLine(of shell: Shell, from path: FilePath) throws(ShellError) {
    let obstacle = try ShellError.wrapping { () throws(HostError) -> ShellError? in
      let file = try StartFile(path)
      guard let content = try file.content(),
        let rest = line(for: shell, in: content).removed(from: content)
      else { return nil }
      if let obstacle = try file.obstacle() { return obstacle }
      if case .noFile(let folders) = rest.origin, rest.content.isEmpty {
        try file.remove(folders: folders)
      } else {
        try file.write(rest.content)
      }
      return nil
    }
    if let obstacle { throw obstacle }
  }
}
