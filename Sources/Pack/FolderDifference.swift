/// One way in which what lies on disk is not what was signed.
package struct FolderDifference: Sendable, Equatable {
  package enum Change: String, Sendable {
    case altered
    case missing
    case added
  }

  /// What of an entry is other than it should be.
  package enum Aspect: String, Sendable {
    /// A file where a folder should be, a link where a file should be, …
    case kind
    case content
    case length
    case mode
    /// Where a symbolic link leads.
    case target
  }

  /// Of the entry, as it is on disk: not safe for a terminal.
  package let path: String
  package let change: Change
  /// Of an altered entry.
  package let aspect: Aspect?

  package init(_ path: String, _ change: Change, _ aspect: Aspect? = nil) {
    self.path = path
    self.change = change
    self.aspect = aspect
  }
}
