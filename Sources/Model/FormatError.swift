/// A document that does not have the form it should have.
package struct FormatError: UserError, Equatable {
  /// What the document is: `"the manifest"`.
  package let document: String
  /// Where in it, such as `components.stigmer`; empty for the document as a whole.
  package let path: String
  package let problem: String
  package let hint: String?

  package init(document: String, path: String, problem: String, hint: String? = nil) {
    self.document = document
    self.path = path
    self.problem = problem
    self.hint = hint
  }

  package var message: String {
    path.isEmpty
      ? "\(document) cannot be used: \(problem)"
      : "\(document) cannot be used: '\(Printable.escaped(path))' \(problem)"
  }
}
