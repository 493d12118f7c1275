private import CPosix
private import Host

/// Who runs the tests: root, whom permissions do not bind, or somebody else.
package enum TestUser {
  package static var isRoot: Bool { Machine.effectiveUser == 0 }

  /// Nobody's user id.
  package static let nobody: UInt32 = 65_534

  /// Makes the whole process nobody's, if it is root's: for tests of permissions, in a process of their own.
  package static func dropPrivileges() {
    guard isRoot else { return }
    precondition(setgid(nobody) == 0 && setuid(nobody) == 0, "root may become nobody")
  }
}
