package import Host
private import Model
package import SystemPackage

/// Puts the home's `bin` on PATH in the shells of a person: one marked line in each start file, never two.
package struct ShellSetup {
  let world: World
  let home: FilePath
  let listOfShells: FilePath

  /// - Parameters:
  ///   - home: stigmerup's home, absolute.
  ///   - listOfShells: `shells(5)`.
  package init(world: World, home: FilePath, listOfShells: FilePath = "/etc/shells") {
    self.world = world
    self.home = Self.asSeen(home.lexicallyNormalized(), from: world.userHome)
    self.listOfShells = listOfShells
  }

  /// The running program knows the home by its real path, and HOME may lead there through a link.
  private static func asSeen(_ home: FilePath, from userHome: FilePath?) -> FilePath {
    guard let userHome, home.relative(to: userHome) == nil,
      // What is not there yet has no real path, and no other name.
      let realHome = try? Machine.realPath(home),
      let realUserHome = try? Machine.realPath(userHome),
      let rest = realHome.relative(to: realUserHome)
    else { return home }
    return userHome.lexicallyNormalized().pushing(FilePath(rest))
  }

  /// What is to happen: shown, and asked about, before it does.
  package struct Plan: Sendable, Equatable {
    package let files: [FilePlan]
    /// The file that names folders for the later steps of a GitHub job; `nil` where there is none to change.
    package let githubPath: FilePath?
    package let modifiesFiles: Bool

    /// The start files that will hold our line, new ones and those that have it already: for the receipt.
    package var changedFiles: [String] {
      files.filter { [.addLine, .createFile, .present].contains($0.change) }.map(\.path.string)
    }

    /// One line for each file that will be changed, and each that cannot be.
    ///
    /// - Parameter printed: How a path is written.
    package func lines(_ printed: (FilePath) -> String = Self.printed) -> [String] {
      files.compactMap { $0.line(printed) } + (githubPath.map { ["add to \(printed($0))"] } ?? [])
    }

    package static func printed(_ path: FilePath) -> String { Printable.escaped(path.string) }
  }

  package struct FilePlan: Sendable, Equatable {
    package let shell: Shell
    package let path: FilePath
    package let change: Change

    package enum Change: Sendable, Equatable {
      case addLine
      case createFile
      /// Our line is there.
      case present
      /// A person wrote a line of the same meaning: nothing to add, and nothing to take away later.
      case presentByHand
      case impossible(ShellError)
    }

    func line(_ printed: (FilePath) -> String) -> String? {
      switch change {
      case .addLine: "add a line to \(printed(path))"
      case .createFile: "create \(printed(path))"
      case .present, .presentByHand: nil
      case .impossible(let error): error.message
      }
    }
  }

  package struct Outcome: Sendable {
    /// What holds the line now.
    package internal(set) var files: [FilePath] = []
    /// The shells that find the programs when they are started anew.
    package internal(set) var shells: Set<Shell> = []
    package internal(set) var failures: [Failure] = []
    package let modifiesFiles: Bool
  }

  /// A file that could not be changed; the others were.
  package struct Failure: Sendable, Equatable {
    package let path: FilePath
    package let error: ShellError
    /// What a person has to add by hand, or take away.
    package let line: String
  }

  // MARK: planning

  /// - Parameter modifyingFiles: With `false`, the plan only tells which files have the line already.
  /// - Throws: ``ShellError`` when HOME is of no use, or when the home cannot stand in a PATH.
  package func plan(modifyingFiles: Bool) throws -> Plan {
    guard modifyingFiles else {
      let present = usualFiles().map(filePlan)
        .filter { [.present, .presentByHand].contains($0.change) }
      return Plan(files: present, githubPath: nil, modifiesFiles: false)
    }
    try checkHome()
    guard let userHome = world.userHome else { throw ShellError.noUserHome }
    try checkUserHome(userHome)
    let files = startFiles(userHome).wanted().map(filePlan)
    return Plan(files: files, githubPath: GitHubPath(world)?.planned(bin), modifiesFiles: true)
  }

  var bin: FilePath { home.appending("bin") }

  private func checkHome() throws {
    if home.string.contains(":") {
      throw ShellError.unusableHome(home.string, reason: "a colon separates its folders")
    }
    if home.string.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw ShellError.unusableHome(home.string, reason: "it holds a control character")
    }
  }

  private func checkUserHome(_ userHome: FilePath) throws {
    do throws(HostError) {
      _ = try Directory(userHome)
    } catch  where error.isNotFound {
      throw ShellError.userHomeIsGone(userHome.string)
    }
  }

  private func filePlan(_ entry: StartFiles.Entry) -> FilePlan {
    FilePlan(shell: entry.shell, path: entry.path, change: change(of: entry))
  }

  private func change(of entry: StartFiles.Entry) -> FilePlan.Change {
    do throws(HostError) {
      let file = try StartFile(entry.path)
      let obstacle = try file.obstacle()
      if case .notAFile = obstacle, let obstacle { return .impossible(obstacle) }
      guard let content = try file.content() else { return .createFile }
      let line = line(for: entry.shell, in: content)
      if line.isMarked(in: content) { return .present }
      if line.isPresent(in: content) { return .presentByHand }
      return obstacle.map { .impossible($0) } ?? .addLine
    } catch {
      return .impossible(.system(error))
    }
  }

  /// - Parameter content: The file's, which may name this home by another path.
  func line(for shell: Shell, in content: [UInt8] = []) -> MarkedLine {
    let others = MarkedLine.namedHomes(in: content).filter { other in
      guard let real = try? Machine.realPath(other) else { return false }
      return real == (try? Machine.realPath(home))
    }
    return MarkedLine(shell: shell, home: home, otherNames: others, userHome: world.userHome)
  }

  func usualFiles() -> [StartFiles.Entry] {
    world.userHome.map { startFiles($0).all } ?? []
  }

  private func startFiles(_ userHome: FilePath) -> StartFiles {
    StartFiles(world: world, userHome: userHome, listOfShells: listOfShells)
  }

  // MARK: carrying out

  /// A file that cannot be changed is reported, and the others are changed all the same.
  package func apply(_ plan: Plan) -> Outcome {
    var outcome = Outcome(modifiesFiles: plan.modifiesFiles)
    for file in plan.files {
      do throws(ShellError) {
        try apply(file)
        outcome.files.append(file.path)
        outcome.shells.insert(file.shell)
      } catch {
        outcome.failures.append(
          Failure(path: file.path, error: error, line: line(for: file.shell).command))
      }
    }
    // Of bash's files, the one that a new terminal reads decides.
    for failure in outcome.failures where failure.path.lastComponent?.string == ".bashrc" {
      outcome.shells.remove(.bash)
    }
    if let path = plan.githubPath {
      do throws(HostError) {
        try GitHubPath(world)?.add(bin)
      } catch {
        outcome.failures.append(Failure(path: path, error: .system(error), line: bin.string))
      }
    }
    return outcome
  }

  private func apply(_ plan: FilePlan) throws(ShellError) {
    if case .impossible(let error) = plan.change { throw error }
    if let obstacle = try ShellError.wrapping({ () throws(HostError) in try add(plan) }) {
      throw obstacle
    }
  }

  /// - Returns: What keeps the file from being changed.
  private func add(_ plan: FilePlan) throws(HostError) -> ShellError? {
    let file = try StartFile(plan.path)
    // As it is by now: a person may have changed it since the plan was shown.
    let content = try file.content()
    let line = line(for: plan.shell, in: content ?? [])
    if let content, line.isPresent(in: content) { return nil }
    if let obstacle = try file.obstacle() { return obstacle }
    let missing = content == nil ? file.missingFolders() : 0
    try file.write(line.added(to: content, missingFolders: missing))
    return nil
  }

  // MARK: the files in the home

  /// `env` and `env.fish`, which the added lines read: for the home's top.
  package static func environmentFiles(
    home: FilePath, world: World
  ) -> [(name: String, bytes: [UInt8])] {
    let home = home.lexicallyNormalized()
    return [
      (Shell.posix.environmentFile, Array(EnvironmentScript.posix(home: home).utf8)),
      (Shell.fish.environmentFile, Array(EnvironmentScript.fish(home: home).utf8)),
    ]
  }
}
