/// A pattern of target paths (specification, section 4.5): `*` is any run of bytes, `?` any one character,
/// neither of them `/`; all else stands for itself, and case counts.
package struct PathPattern: ExactText {
  package let description: String

  package init(_ text: String) { description = text }

  package func matches(_ path: TargetPath) -> Bool {
    let patterns = Self.segments(description)
    let names = Self.segments(path.description)
    return patterns.count == names.count
      && zip(patterns, names).allSatisfy { Self.matches(pattern: $0, name: $1) }
  }

  private static func segments(_ text: String) -> [[Unicode.Scalar]] {
    text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).map(Array.init)
  }

  /// One pass, going back to the last `*` only: no pattern takes more than length times length steps.
  private static func matches(pattern: [Unicode.Scalar], name: [Unicode.Scalar]) -> Bool {
    var (inPattern, inName) = (0, 0)
    var retry: (pattern: Int, name: Int)?
    while inName < name.count {
      if inPattern < pattern.count, pattern[inPattern] == "*" {
        retry = (inPattern + 1, inName)
        inPattern += 1
      } else if inPattern < pattern.count,
        pattern[inPattern] == "?" || pattern[inPattern] == name[inName]
      {
        (inPattern, inName) = (inPattern + 1, inName + 1)
      } else if let last = retry {
        retry = (last.pattern, last.name + 1)
        (inPattern, inName) = (last.pattern, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[inPattern...].allSatisfy { $0 == "*" }
  }
}
