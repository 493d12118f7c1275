/// Why bytes are not a JSON document that stigmerup reads.
package struct JSONError: UserError, Equatable {
  /// The offset in bytes from the document's start.
  package let position: Int
  package let problem: String

  package init(position: Int, problem: String) {
    self.position = position
    self.problem = problem
  }

  package var message: String { "not readable as JSON: \(problem), at byte \(position)" }
}
