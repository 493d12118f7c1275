import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct RoleEditCommand: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change keys, thresholds and expiries of any role, as a draft to be signed.",
    discussion: """
      The keys of root, targets, snapshot and timestamp stand in the root; those of stable, beta, \
      dev and stigmerup in targets. What must be signed afresh because of a change becomes part of \
      the draft too. The repository stays as it is until the draft is signed by all ('sign') and \
      published ('publish'). A new root needs the threshold of the present root's keys and that \
      of its own.

      Keys: none. Without --keys the built-in policies say how long signatures last.

      Example:
        stigmerup-publish root edit --draft root.draft --repo repo \\
          --add-key root=bob.pub.pem --threshold root=2
        stigmerup-publish role edit --draft stable.draft --repo repo \\
          --add-key stable=new.pub.pem --remove-key stable=3f9c21d07a55
        stigmerup-publish role edit --draft lost.draft --revoke-key 3f9c21d07a55
        stigmerup-publish role edit --draft longer.draft --renew targets \\
          --expires-in 365
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption

  @Option(help: ArgumentHelp("The file to write; it must not be there yet.", valueName: "file"))
  var draft: String

  @Option(
    help: ArgumentHelp(
      "Let a key sign for a role: its public half in PEM. May be repeated.",
      valueName: "role=file"))
  var addKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take a key away from a role, by the beginning of its id (8 digits or more). May be repeated.",
      valueName: "role=keyid"))
  var removeKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take a key away from every role that has it. May be repeated.", valueName: "keyid"))
  var revokeKey: [String] = []

  @Option(
    help: ArgumentHelp("How many keys must sign for a role. May be repeated.", valueName: "role=n"))
  var threshold: [String] = []

  @Option(
    help: ArgumentHelp(
      "Sign a role afresh with nothing else changed: root, targets or a channel. May be repeated.",
      valueName: "role"))
  var renew: [String] = []

  @Option(
    help: ArgumentHelp(
      "How long all that the draft holds lasts (default: as the policies say). Alone: the root.",
      valueName: "days"))
  var expiresIn: Int?

  @Flag(
    help: """
      Begin versions again after somebody pushed them far ahead; needs another key of snapshot or \
      timestamp in the same draft.
      """)
  var restartVersions = false

  func run(in context: Context) throws -> ExitStatus {
    let file = try DraftFile(draft, context)
    try file.checkIsNew()
    let keys = try optionalKeys(context)
    let folder = try context.repository(repository, keys: keys)
    let draft = try edit(context).draft(
      on: try folder.metadata(), policies: try keys?.policies() ?? .builtIn, at: context.now,
      usedVersions: folder.usedVersions)
    for line in try DraftText(draft, folder).lines() { context.console.result(line) }
    try file.write(draft)
    for line in SignaturesText(draft).lines { context.console.result(line) }
    context.console.note("Next, on the machine of each:")
    context.console.note("  stigmerup-publish sign \(file.word) --key KEY")
    return .done
  }

  private func optionalKeys(_ context: Context) throws -> KeyFolder? {
    guard keys.folder != nil || context.world.environment.nonEmpty(KeysOption.variable) != nil
    else { return nil }
    return try context.keys(keys)
  }

  private func edit(_ context: Context) throws -> RoleEdit {
    var edit = RoleEdit()
    for text in addKey {
      let (role, file) = try ArgumentReading.role(text, form: "--add-key ROLE=FILE")
      edit.additions.append((role, try PublicKeyFile.read(file, context)))
    }
    for text in removeKey {
      edit.removals.append(try ArgumentReading.role(text, form: "--remove-key ROLE=KEYID"))
    }
    for text in threshold {
      let (role, rest) = try ArgumentReading.role(text, form: "--threshold ROLE=N")
      guard let number = Int(rest), (1...1000).contains(number) else {
        throw UsageError.notA(rest, option: "--threshold", example: "\(role)=2")
      }
      edit.thresholds.append((role, number))
    }
    if let expiresIn, !(1...36_500).contains(expiresIn) {
      throw UsageError.notA("\(expiresIn)", option: "--expires-in", example: "a number of days")
    }
    edit.revocations = revokeKey
    edit.renewals = renew.map { RoleName($0) }
    edit.expiryDays = expiresIn
    edit.restartsVersions = restartVersions
    return edit
  }
}
