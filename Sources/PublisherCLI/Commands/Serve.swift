import ArgumentParser
import Host
import Publisher

struct Serve: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a repository on this machine alone, for trying things out.",
    discussion: """
      Its URL is the first line of output. It ends with Ctrl-C. It listens on loopback and nowhere \
      else; a real repository belongs on any static web host.

      Keys: none.

      Example:
        stigmerup-publish serve repo --port 8000
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp(
      "The repository's folder (default: $STIGMERUP_PUBLISH_REPO).", valueName: "dir"))
  var directory: String?

  @Option(help: "The port; 0 takes a free one.")
  var port: UInt16 = 0

  @Option(help: "127.0.0.1, ::1 or localhost.")
  var host = "127.0.0.1"

  func run(in context: Context) throws -> ExitStatus {
    let path = try context.path(directory, orVariable: RepositoryOption.variable, option: "DIR")
    let repository = try RepositoryFolder.open(path)
    guard let address = LoopbackAddress(host) else {
      throw UsageError.notA(
        host, option: "--host",
        example: "only 127.0.0.1, ::1 or localhost: other machines are served by a real web server")
    }
    let server = try StaticServer(folder: repository.root, host: address, port: port)
    context.console.result("\(server.url)/")
    try server.run()
    return .done
  }
}
