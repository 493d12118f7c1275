/// Why a text cannot be the path of an entry.
package enum NameProblem: Error, Equatable, CaseIterable {
  case empty
  case absolute
  case parent
  case dot
  case emptyName
  case controlCharacter
  case notUTF8
  case nameTooLong
  case pathTooLong
  case tooDeep

  /// A sentence's end after the entry's name.
  var text: String {
    switch self {
    case .empty: "has no name"
    case .absolute: "has an absolute path"
    case .parent: "leaves its folder by '..'"
    case .dot: "has '.' as a part of its path"
    case .emptyName: "has an empty part in its path"
    case .controlCharacter: "has a control character in its name"
    case .notUTF8: "has a name that is not UTF-8"
    case .nameTooLong: "has a name of more than 255 bytes"
    case .pathTooLong: "has a path of more than 1024 bytes"
    case .tooDeep: "lies more than \(EntryRules.depth) folders deep"
    }
  }
}
