private import CPosix

/// The variables a process was given, or gives its child.
package struct Environment: Sendable, Equatable {
  package private(set) var variables: [String: String]

  package init(_ variables: [String: String] = [:]) { self.variables = variables }

  /// This process's. Where a name stands twice, the first counts, as with `getenv(3)`.
  package static func ofProcess() -> Environment {
    var variables: [String: String] = [:]
    guard var pointer = stg_environ() else { return Environment() }
    while let entry = pointer.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        let name = String(text[..<equals])
        if variables[name] == nil { variables[name] = String(text[text.index(after: equals)...]) }
      }
      pointer += 1
    }
    return Environment(variables)
  }

  /// Setting `nil` removes the variable.
  package subscript(name: String) -> String? {
    get { variables[name] }
    set { variables[name] = newValue }
  }

  /// The value, unless it is empty: an empty variable counts as unset.
  package func nonEmpty(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// As `execve(2)` wants it: `NAME=value`, sorted.
  package var entries: [String] { variables.map { "\($0.key)=\($0.value)" }.sorted() }
}
