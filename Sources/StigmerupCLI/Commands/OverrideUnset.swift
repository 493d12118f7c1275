import ArgumentParser
import Host
import Installer
import Store
import SystemPackage

/// `stigmerup override unset`
struct OverrideUnset: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset",
    abstract: "Take a folder's override away.",
    discussion: """
      Examples:
        stigmerup override unset --path ~/app
        stigmerup override unset --nonexistent
      """)

  @Option(
    help: ArgumentHelp("The folder; by default the working directory.", valueName: "folder"))
  var path: String?

  @Flag(help: "Take away the overrides of all folders that are gone.")
  var nonexistent = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  func validate() throws {
    guard path == nil || !nonexistent else {
      throw ValidationError("Only one of --path and --nonexistent can be given")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    let access = try OverrideAccess(context, changing: true)
    let folder = nonexistent ? nil : try access.folder(path, mustExist: false)
    let writer = try access.session.writer()
    var overrides = try access.overrides()
    let gone = folder.map { [$0] } ?? foldersGone(in: overrides)
    let removed = gone.filter { overrides.remove($0) }
    guard !removed.isEmpty else {
      context.console.note(
        folder.map { "\(context.tilde($0)) has no override" }
          ?? "every folder that has an override is there")
      return .done
    }
    try writer.save(overrides)
    for folder in removed {
      context.console.result("\(context.tilde(folder)) has no override any more")
    }
    return .done
  }

  /// A folder that cannot be looked at may be there.
  private func foldersGone(in overrides: Overrides) -> [String] {
    overrides.entries.map(\.directory).filter { directory in
      do throws(HostError) {
        _ = try Directory(FilePath(directory))
        return false
      } catch {
        return error.isNotFound || error.isNoSuchPath
      }
    }
  }
}
