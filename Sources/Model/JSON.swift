/// A JSON value (RFC 8259) as TUF and stigmerup use JSON: integers only, no duplicate names.
///
/// Members keep UTF-8 byte order, which is the order of canonical JSON. Names are compared by their bytes:
/// Swift's `==` on strings holds canonically equivalent texts for equal, signatures do not.
package indirect enum JSON: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object(Members)

  /// An object's members, sorted by the bytes of their names, each name once.
  package struct Members: Sendable {
    package private(set) var all: [(name: String, value: JSON)] = []

    package init() {}

    /// - Returns: `nil` when a name stands twice.
    package init?(unsorted members: [(name: String, value: JSON)]) {
      all = members.sorted { Self.precedes($0.name, $1.name) }
      for (one, next) in zip(all, all.dropFirst()) where Self.same(one.name, next.name) {
        return nil
      }
    }

    package func filter(_ isKept: (_ name: String) throws -> Bool) rethrows -> Self {
      var kept = Self()
      kept.all = try all.filter { try isKept($0.name) }
      return kept
    }

    package subscript(name: String) -> JSON? {
      get { all.first { Self.same($0.name, name) }?.value }
      set {
        all.removeAll { Self.same($0.name, name) }
        guard let newValue else { return }
        let position = all.firstIndex { Self.precedes(name, $0.name) } ?? all.endIndex
        all.insert((name, newValue), at: position)
      }
    }

    private static func same(_ left: String, _ right: String) -> Bool {
      left.utf8.elementsEqual(right.utf8)
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
      left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// Later values win over earlier ones of the same name.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    var members = Members()
    for (name, value) in elements { members[name] = value }
    self = .object(members)
  }

  /// An object of the members whose value is not `nil`: optional fields are left out, never `null`.
  package static func fields(_ fields: [(String, JSON?)]) -> JSON {
    var members = Members()
    for (name, value) in fields { members[name] = value }
    return .object(members)
  }
}

extension JSON: Equatable {
  /// Equal to the byte: two strings that only look alike differ.
  package static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let one), .boolean(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }
}

extension JSON.Members: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    left.all.count == right.all.count
      && zip(left.all, right.all).allSatisfy {
        Self.same($0.name, $1.name) && $0.value == $1.value
      }
  }
}
