package import Model
package import Trust

/// `trust/refreshed.json`: when each role was last found current, and where its file came from.
///
/// For people who look. Nothing is decided by it: who can write it can write the home.
package struct RefreshRecord: Sendable, Equatable {
  package static let schema = 1
  package static let fileName = "refreshed.json"
  package static let longest = 256 << 10
  /// More roles than this are no record of a refresh.
  private static let most = 1000

  package struct Entry: Sendable, Equatable {
    /// When a refresh last found it current.
    package var checked: Instant?
    /// When the file that is here came; `nil` for what came with the installation.
    package var received: Instant?
    /// The location it came from, without user name and password.
    package var source: String?

    package init(checked: Instant? = nil, received: Instant? = nil, source: String? = nil) {
      self.checked = checked
      self.received = received
      self.source = source
    }
  }

  private var entries: [RoleName: Entry] = [:]

  package init() {}

  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "'trust/\(Self.fileName)'")
    let roles = try root.required("roles").namedFields()
    guard roles.count <= Self.most else { throw root.problem("has more than \(Self.most) roles") }
    for (name, field) in roles {
      entries[RoleName(name)] = Entry(
        checked: try field.optional("checked")?.instant(),
        received: try field.optional("received")?.instant(),
        source: try field.optional("from")?.string())
    }
  }

  package subscript(role: RoleName) -> Entry { entries[role] ?? Entry() }

  /// A new file of `role` was accepted.
  package mutating func received(_ role: RoleName, at time: Instant, from source: String?) {
    entries[role, default: Entry()].received = time
    entries[role]?.source = source
  }

  /// The file that is here was found to be the newest.
  package mutating func checked(_ role: RoleName, at time: Instant) {
    entries[role, default: Entry()].checked = time
  }

  package var bytes: [UInt8] {
    let roles = entries.map { role, entry in
      (
        role.description,
        JSON.fields([
          ("checked", entry.checked.map { .string($0.description) }),
          ("received", entry.received.map { .string($0.description) }),
          ("from", entry.source.map { .string($0) }),
        ])
      )
    }
    return JSON.fields([("schema", .integer(Self.schema)), ("roles", .fields(roles))]).compact
  }
}
