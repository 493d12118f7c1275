internal import Host
internal import Model
internal import SystemPackage

/// Runs a release's smoke tests on the programs as they were built, before anything is packed.
struct ReleaseSmokeTests {
  let version: Version
  let components: [(name: ComponentName, path: FilePath)]

  /// - Parameter programs: Those that the release has from elsewhere.
  /// - Throws: ``DraftError/smokeTestNamesNoProgram(_:programs:)``.
  func check(_ tests: [[String]], knownBesides programs: [String]) throws {
    for command in tests {
      let name = command.first ?? ""
      if try !programs.contains(name) && program(named: name) == nil {
        throw DraftError.smokeTestNamesNoProgram(
          command.joined(separator: " "),
          programs: Set(programs + components.map(\.name.description)).sorted())
      }
    }
  }

  /// A test of a program that another call added ran then.
  ///
  /// - Returns: How many ran.
  /// - Throws: ``ReleaseSmokeTestError``, with the output of the one that failed.
  func run(_ tests: [[String]], _ writer: RepositoryWriter) throws -> Int {
    var count = 0
    for command in tests {
      guard let name = command.first, let tested = try program(named: name) else { continue }
      var programs = [name: tested]
      programs["agent-runner"] = try programs["agent-runner"] ?? program(named: "agent-runner")
      try writer.withEmptyFolder { empty in
        do {
          try SmokeTest(of: version.description, command: command)
            .run(programs: programs, emptyFolder: empty)
        } catch let error as SmokeTestError {
          throw ReleaseSmokeTestError(cause: error)
        }
      }
      count += 1
    }
    return count
  }

  /// Where a program of these components lies: the file itself, or in the folder's `bin/` or at its top.
  func program(named name: String) throws -> FilePath? {
    guard ExecutableName(name) != nil else { return nil }
    for (component, path) in components {
      switch try Self.status(of: path)?.kind {
      case .file where component.description == name: return path
      case .directory:
        for place in [path.appending("bin").appending(name), path.appending(name)] {
          if let status = try Self.status(of: place), status.kind == .file, status.isExecutable {
            return place
          }
        }
      default: continue
      }
    }
    return nil
  }

  /// - Returns: `nil` when there is nothing.
  static func status(of path: FilePath) throws -> FileStatus? {
    // Of "." and ".." and "/", the folder itself.
    guard let name = path.lastComponent, name.kind == .regular else {
      return try Directory(path.orHere).status()
    }
    do throws(HostError) {
      return try Directory(path.removingLastComponent().orHere)
        .status(name.string, followingLinks: true)
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }
}
