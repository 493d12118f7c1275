import ArgumentParser
import Installer
import Model

/// `stigmerup self update`
struct SelfUpdateCommand: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Update stigmerup itself, and its shim with it.",
    discussion: """
      The new one is tried before and after it takes the place of the old one, which stays beside \
      it, and comes back when the new one does not work. A lower version is taken only when it is \
      named, or when the publisher withdrew the present one.

      Examples:
        stigmerup self update
        stigmerup self update --version 1.2.0
      """)

  @Option(help: ArgumentHelp("The version to take, higher or lower.", valueName: "version"))
  var version: Version?

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func run(in context: Context) throws -> ExitStatus {
    // A package's copy may have no home yet; its owner is told all the same.
    if let owner = try PackageOwner.ofRunningProgram() {
      SelfUpdateReport(context).tell(.ownedByPackage(owner), isAsked: true)
      return .done
    }
    let outcome = try SelfUpdate(try context.changingSession()).run(to: version)
    if case .ownedByAnother(let path) = outcome { throw SelfUpdateError.ownedByAnother(path) }
    SelfUpdateReport(context).tell(outcome, isAsked: true)
    return .done
  }
}

extension Version: ExpressibleByArgument {
  /// As a person types it: `v1.4.0` means `1.4.0`.
  package init?(argument: String) { self.init(typed: argument) }
}
