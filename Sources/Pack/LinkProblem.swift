/// Why a symbolic link cannot be in an artifact.
package enum LinkProblem: Equatable, Sendable {
  case empty
  case absolute
  case controlCharacter
  case notUTF8
  case tooLong
  case leaves
  case circle

  /// What the target shows by itself.
  static func inText(of target: String) -> LinkProblem? {
    if target.isEmpty { return .empty }
    if target.utf8.first == UInt8(ascii: "/") { return .absolute }
    if target.utf8.count > 1024 { return .tooLong }
    if target.unicodeScalars.contains("\u{FFFD}") { return .notUTF8 }
    let isUnsafe = target.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
    }
    return isUnsafe ? .controlCharacter : nil
  }

  /// A sentence's end after the link's name.
  func text(_ target: String) -> String {
    switch self {
    case .empty: "is a link to nothing"
    case .absolute: "is a link to the absolute path '\(target)'"
    case .controlCharacter: "is a link with a control character in its target"
    case .notUTF8: "is a link whose target is not UTF-8"
    case .tooLong: "is a link whose target is too long"
    case .leaves: "is a link that leads out of the artifact, to '\(target)'"
    case .circle: "is a link that goes round in a circle, by '\(target)'"
    }
  }
}
