import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage
import Trust

struct KeysRotate: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Replace all keys of roles, where those who must sign are in one folder.",
    discussion: """
      Makes as many new keys as each role has, has the change signed by the keys in the folder, \
      publishes it, and moves the old keys to 'retired' there. Where the keys are on several \
      machines: 'role edit', 'sign' and 'publish'. 'installer' is the key of install.sh, which no \
      metadata names; sign the script again with 'bootstrap' afterwards.

      Keys: root for root, targets, snapshot and timestamp; targets for a channel; and snapshot and \
      timestamp in any case. The old keys of the role itself are needed for root alone.

      Example:
        stigmerup-publish keys rotate stable --repo repo --keys keys
        stigmerup-publish keys rotate snapshot timestamp --restart-versions -y
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption
  @OptionGroup var keys: KeysOption
  @OptionGroup var signing: SigningOptions
  @OptionGroup var type: KeyTypeOption
  @OptionGroup var confirmation: ConfirmationOptions

  @Argument(help: "root, targets, snapshot, timestamp, a channel, or installer.")
  var roles: [String]

  @Flag(help: "Begin versions again after somebody pushed them far ahead.")
  var restartVersions = false

  func run(in context: Context) throws -> ExitStatus {
    let keys = try context.keys(keys, signing)
    var rotation = KeyRotation(keys, policies: try keys.policies(), at: context.now)
    rotation.kind = try type.kind
    rotation.restartsVersions = restartVersions
    if roles.contains(KeyFolder.installerRole) { return try rotateInstaller(rotation, context) }
    let names = roles.map { RoleName($0) }
    for (position, name) in names.enumerated() where names[..<position].contains(name) {
      throw UsageError.twice("role '\(name.safe)'")
    }
    let repository = try context.repository(repository, keys: keys)
    let writer = try context.writer(repository)
    let plan = try rotation.plan(names, writer)
    for line in try DraftText(plan.draft, repository).lines() { context.console.result(line) }
    if confirmation.dryRun {
      context.console.note("nothing was signed or written (--dry-run)")
      return .done
    }
    if !confirmation.yes {
      try Question.ask(
        "Replace these keys?",
        command: "stigmerup-publish keys rotate \(roles.joined(separator: " "))")
    }
    try rotation.carryOut(plan, writer)
    context.console.result("published: \(plan.draft.roles.map(\.safe).joined(separator: ", "))")
    context.console.note(
      "the old keys are in \(ShellWord.quoted(keys.directory.path.appending(KeyFolder.retiredName).string)); "
        + "destroy them when nothing needs them any more")
    if plan.draft.root != nil, try repository.hasBootstrap() {
      context.console.note(
        "note: install.sh's archives hold the earlier root, which leads to this one; "
          + "'stigmerup-publish bootstrap' renews them")
    }
    return .done
  }

  private func rotateInstaller(_ rotation: KeyRotation, _ context: Context) throws -> ExitStatus {
    guard roles.count == 1 else { throw UsageError.installerAlone }
    if confirmation.dryRun {
      context.console.note("nothing was written (--dry-run)")
      return .done
    }
    if !confirmation.yes {
      try Question.ask(
        "Replace the installer's key?", command: "stigmerup-publish keys rotate installer")
    }
    let key = try rotation.replaceInstallerKey()
    context.console.result("the installer's key is now \(key.publicKey.id)")
    for line in (key.publicKey.pem ?? "").split(separator: "\n") {
      context.console.result(String(line))
    }
    context.console.note("Next: publish this public half where people trust it, and sign again:")
    context.console.note("  stigmerup-publish bootstrap …")
    return .done
  }
}
