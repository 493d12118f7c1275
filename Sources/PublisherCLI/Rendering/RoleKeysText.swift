import Model
import Publisher
import Trust

/// The keys of roles before and after: what changes, and then all that the role will have.
struct RoleKeysText {
  private let before: [(name: RoleName, keys: RoleKeys)]
  private let after: [(name: RoleName, keys: RoleKeys)]
  private let known: [KeyID: PublicKey]

  init(
    _ before: [(RoleName, RoleKeys)], _ after: [(RoleName, RoleKeys)],
    _ old: [KeyID: PublicKey], _ new: [KeyID: PublicKey]
  ) {
    self.before = before.map { ($0.0, $0.1) }
    self.after = after.map { ($0.0, $0.1) }
    known = old.merging(new) { _, new in new }
  }

  var lines: [String] {
    var lines: [String] = []
    for (name, keys) in after {
      let old = before.first { $0.name == name }?.keys
      guard old != keys else { continue }
      lines.append(title(name, old, keys))
      for id in keys.keyIDs where old?.keyIDs.contains(id) != true {
        lines.append("    + key \(described(id))")
      }
      for id in old?.keyIDs ?? [] where !keys.keyIDs.contains(id) {
        lines.append("    - key \(described(id))")
      }
      for id in keys.keyIDs where old?.keyIDs.contains(id) == true {
        lines.append("      key \(described(id))")
      }
    }
    for (name, _) in before where !after.contains(where: { $0.name == name }) {
      lines.append("  \(name.safe): the role goes")
    }
    return lines
  }

  private func title(_ name: RoleName, _ old: RoleKeys?, _ new: RoleKeys) -> String {
    let now = "\(new.threshold) of \(counted(new.keyIDs.count)) must sign"
    guard let old else { return "  \(name.safe): a new role, \(now)" }
    return "  \(name.safe): \(now) (before: \(old.threshold) of \(old.keyIDs.count))"
  }

  private func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "key" : "keys")" }

  /// The whole id: whoever signs compares it with what they were told.
  private func described(_ id: KeyID) -> String {
    let scheme = known[id].map { " (\(Printable.escaped($0.schemeName)))" } ?? " (unknown)"
    return Printable.escaped(id.description) + scheme
  }
}
