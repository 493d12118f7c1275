import Model
import TestSupport
import Testing
import Trust

/// Entries that no publisher packs, in front of an honest program, with what is said of them.
struct ArchiveAttack: CustomTestStringConvertible {
  let testDescription: String
  let says: String
  /// What the signed list has of them, so that it is not the list that refuses them.
  let listed: [(path: String, kind: FileList.Kind)]
  let add: @Sendable (inout SampleTar) -> Void

  private init(
    _ name: String, says: String, listed: [(path: String, kind: FileList.Kind)] = [],
    add: @escaping @Sendable (inout SampleTar) -> Void
  ) {
    testDescription = name
    self.says = says
    self.listed = listed
    self.add = add
  }

  static let all: [ArchiveAttack] = [
    .init("traversal", says: "leaves its folder by '..'") { $0.add("../../evil", "0", "x") },
    .init("an absolute path", says: "has an absolute path") { $0.add("/tmp/evil", "0", "x") },
    .init(
      "writing through a link", says: "lies behind a link",
      listed: [("a-link", .link(target: "lib"))]
    ) {
      $0.add("a-link", "2", target: "lib")
      $0.add("a-link/evil", "0", "x")
    },
    link("an absolute link", "/etc", says: "is a link to the absolute path"),
    link("a link outside", "../../../../evil", says: "is a link that leads out of the artifact"),
    .init(
      "a link that climbs over an accent", says: "is a link that leads out of the artifact",
      listed: [
        ("a", .folder), ("a/e", .folder), ("a/e/out", .link(target: "../\u{301}/../../..")),
        ("a/\u{301}", .folder),
      ]
    ) {
      $0.add("a/", "5", mode: 0o755)
      $0.add("a/e/", "5", mode: 0o755)
      $0.add("a/e/out", "2", target: "../\u{301}/../../..")
      $0.add("a/\u{301}/", "5", mode: 0o755)
    },
    .init("a hard link", says: "is a hard link") { $0.add("a", "1", target: "/etc/passwd") },
    .init("a device", says: "is neither a file") { $0.add("a", "3") },
    .init("a pipe", says: "is neither a file") { $0.add("a", "6") },
    .init("a setuid bit", says: "has a setuid") { $0.add("a", "0", "x", mode: 0o4755) },
    .init(
      "two entries with one name", says: "stands in it twice",
      listed: [("a", .file(length: 1, digest: .sha256(of: "x"), isExecutable: false))]
    ) {
      $0.add("a", "0", "x")
      $0.add("a", "0", "y")
    },
    .init("more bytes than were signed", says: "that the manifest says") {
      $0.add("a", "0", String(repeating: "0", count: 100_000))
    },
  ]

  private static func link(_ name: String, _ target: String, says: String) -> ArchiveAttack {
    ArchiveAttack(name, says: says, listed: [("a", .link(target: target))]) {
      $0.add("a", "2", target: target)
    }
  }
}
