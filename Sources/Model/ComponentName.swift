/// The name of one thing shipped: `stigmer`, `agent-runner`.
///
/// 1 to 64 of `a-z 0-9 -`, beginning with a letter: it becomes a folder's name.
package struct ComponentName: Hashable, Sendable, Comparable, LosslessStringConvertible {
  package let description: String

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 64, ASCII.isLowerLetter(first),
      bytes.allSatisfy({ ASCII.isLowerLetter($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    description = text
  }

  private init(known text: String) { description = text }

  package static let stigmer = ComponentName(known: "stigmer")
  package static let agentRunner = ComponentName(known: "agent-runner")
  /// The manager itself, released through the channel `stigmerup`.
  package static let stigmerup = ComponentName(known: "stigmerup")

  package static func < (left: Self, right: Self) -> Bool {
    left.description < right.description
  }
}
