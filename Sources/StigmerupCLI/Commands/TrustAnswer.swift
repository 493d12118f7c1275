import Host
import Installer
import Model
import Store
import SystemPackage
import Trust

/// `stigmerup show trust`: what this home trusts, without fetching or writing.
struct TrustAnswer {
  private let context: Context

  init(_ context: Context) { self.context = context }

  func run(json: Bool) throws -> ExitStatus {
    let path = try HomeLocation.find(in: context.world)
    guard let home = try HomeFolder.open(path) else {
      throw StoreError.notInstalledHere(home: path.string)
    }
    let now = context.world.clock()
    let overview = try TrustOverview.of(home, at: now)
    let repositories = try Configuration.load(home: home, world: context.world).repositories
    if json {
      answer(overview, home, repositories)
    } else if let overview {
      let text = TrustText(
        overview, home: context.tilde(home.path.string), repositories: repositories, now: now)
      for line in text.lines { context.console.result(line) }
    } else {
      context.console.result("trust:  none yet: '\(context.tilde(home.path.string))' has no root")
      context.console.result("        install.sh brings one; or give it, as a file:")
      context.console.result("        stigmerup self install --root FILE")
    }
    return .done
  }

  // MARK: JSON

  private func answer(
    _ overview: TrustOverview?, _ home: HomeFolder, _ repositories: [String]
  ) {
    context.console.answer([
      ("home", .string(home.path.string)),
      ("repositories", .array(repositories.map { .string(RepositoryText.printable($0)) })),
      ("trusted", .boolean(overview != nil)),
      ("roots", overview.map { Self.json($0.roots) }),
      ("roles", .array(overview.map { view in view.roles.map { Self.json($0, view) } } ?? [])),
      ("record-problem", overview?.recordProblem.map { .string($0.message) }),
    ])
  }

  private static func json(_ roots: RootChain) -> JSON {
    .fields([
      ("accepted", .array(roots.versions.map { .integer($0) })),
      ("problem", roots.flaw.map { .string($0.message) }),
    ])
  }

  private static func json(_ role: TrustReport.Role, _ overview: TrustOverview) -> JSON {
    let refresh = overview.refreshes[role.name]
    let fields: [(String, JSON?)] = [
      ("name", .string(role.name.description)),
      ("delegator", .string(role.delegator.description)),
      ("threshold", .integer(role.threshold)),
      ("keys", .array(role.keys.map(json))),
      ("paths", .array(role.paths.map { .string($0.description) })),
      ("checked", refresh.checked.map { .string($0.description) }),
      ("received", refresh.received.map { .string($0.description) }),
      ("from", refresh.source.map { .string($0) }),
    ]
    return .fields(fields + state(of: role))
  }

  private static func json(_ key: PublicKey) -> JSON {
    .fields([
      ("id", .string(key.id.description)), ("type", .string(key.typeName)),
      ("scheme", .string(key.schemeName)),
    ])
  }

  private static func state(of role: TrustReport.Role) -> [(String, JSON?)] {
    switch role.state {
    case .absent: [("state", "absent")]
    case .refused(let error): [("state", "refused"), ("problem", .string(error.message))]
    case .verified(let version, let expires, let isExpired, let signers):
      [
        ("state", isExpired ? "expired" : "verified"), ("version", .integer(version)),
        ("expires", .string(expires.description)),
        ("signers", .array(signers.map { .string($0.description) })),
      ]
    }
  }
}
