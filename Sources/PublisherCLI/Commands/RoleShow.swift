import ArgumentParser
import Host
import Model
import Publisher
import Trust

struct RoleShow: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every role's keys, threshold, version and expiry.",
    discussion: """
      Keys: none.

      Example:
        stigmerup-publish role show --repo repo
        stigmerup-publish role show stable --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption

  @Argument(help: "One role alone.")
  var role: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  func run(in context: Context) throws -> ExitStatus {
    let metadata = try context.repository(repository).metadata()
    let names = RoleName.topLevel + metadata.targets.content.delegatedRoles.map(\.name)
    if let role, !names.contains(RoleName(role)) { throw PublisherError.noSuchRole(role) }
    let shown = try names.filter { role == nil || RoleName(role ?? "") == $0 }
      .map { (try metadata.authority(for: $0), try Self.state(of: $0, metadata)) }
    if json {
      context.console.answer([("roles", .array(shown.map { Self.json($0.0, $0.1) }))])
      return .done
    }
    for (authority, state) in shown {
      let until = state.map { "version \($0.version), expires \($0.expires)" } ?? "unreadable"
      context.console.result("\(authority.role.safe): \(until)")
      context.console.result(
        "  \(authority.threshold) of \(authority.keys.count) must sign (says \(authority.delegator))"
      )
      for key in authority.keys.values.sorted(by: { $0.id < $1.id }) {
        context.console.result("  key \(key.id)  \(Printable.escaped(key.schemeName))")
      }
    }
    return .done
  }

  private static func state(
    of role: RoleName, _ metadata: CurrentMetadata
  ) throws -> (version: Int, expires: Instant)? {
    switch role {
    case .root: (metadata.root.content.version, metadata.root.content.expires)
    case .snapshot: (metadata.snapshot.content.version, metadata.snapshot.content.expires)
    case .timestamp: (metadata.timestamp.content.version, metadata.timestamp.content.expires)
    default: try metadata.document(of: role).map { ($0.content.version, $0.content.expires) }
    }
  }

  private static func json(
    _ authority: RoleAuthority, _ state: (version: Int, expires: Instant)?
  ) -> JSON {
    .fields([
      ("role", .string(authority.role.description)),
      ("delegator", .string(authority.delegator.description)),
      ("threshold", .integer(authority.threshold)),
      ("version", state.map { .integer($0.version) }),
      ("expires", state.map { .string($0.expires.description) }),
      (
        "keys",
        .array(
          authority.keys.values.sorted { $0.id < $1.id }.map {
            ["id": .string($0.id.description), "scheme": .string($0.schemeName)]
          })
      ),
    ])
  }
}
