package import Host
private import Model
package import SystemPackage

/// The last thing that `self install` says: exactly what to do next.
package struct ClosingText: Sendable {
  private let shell: Shell
  private let isOnPath: Bool
  private let newShellsFindIt: Bool
  private let reason: String
  private let source: String
  private let toolchain: String?

  /// - Parameters:
  ///   - home: stigmerup's home.
  ///   - shells: What became of the shells' start files.
  ///   - toolchain: What was installed, such as `"stigmer 1.4.2"`; `nil` for the manager alone.
  package init(
    world: World, home: FilePath, shells: ShellSetup.Outcome, toolchain: String?
  ) {
    let setup = ShellSetup(world: world, home: home)
    shell = Shell.ofPerson(in: world)
    source = setup.line(for: shell).command
    isOnPath = ProgramSearch(world).contains(setup.bin)
    newShellsFindIt = shells.shells.contains(shell)
    reason =
      shells.modifiesFiles
      ? "Your shell's start file could not be changed." : "PATH was left as it is."
    self.toolchain = toolchain
  }

  /// At most 14 lines, without their ends.
  package var lines: [String] {
    let installed =
      toolchain.map { "\($0) is installed." } ?? "stigmerup is installed; no toolchain yet."
    return [Printable.escaped(installed)] + path + [""] + next
  }

  private var path: [String] {
    if isOnPath { return [] }
    let command = ["", "    \(Printable.escaped(source, limit: 4000))", ""]
    if newShellsFindIt {
      return ["New shells find it. To use it in this one, run:"] + command.dropLast()
    }
    return ["\(reason) To use it in this shell, run:"] + command
      + ["and add that line to the file that your shell starts with, for new ones."]
  }

  private var next: [String] {
    let start =
      toolchain == nil
      ? ("install", "stigmerup install stable") : ("start", "stigmer server")
    return [
      start, ("update", "stigmerup update"), ("remove", "stigmerup self uninstall"),
      ("get help", "stigmerup help"),
    ].map { what, command in
      "  \(what):" + String(repeating: " ", count: 9 - what.count) + command
    }
  }
}
