package import Model

/// A name in `toolchains/` and what it leads to.
package struct InstalledToolchain: Sendable, Equatable {
  /// A version, or the name of a linked build.
  package let name: String
  package let place: Place
  package let record: ToolchainRecord

  package enum Place: Sendable, Equatable {
    case tree(TreeIdentifier)
    case linked(String)

    /// Relative to the home.
    package var path: String {
      switch self {
      case .tree(let identifier): "trees/\(identifier.text)"
      case .linked(let name): "linked/\(name)"
      }
    }
  }

  package var release: ToolchainRecord.Release? {
    if case .release(let release) = record.kind { release } else { nil }
  }

  /// By the tree's own name, whatever its record says.
  package func isMade(from manifest: Digest) -> Bool {
    if case .tree(let identifier) = place { identifier.isMade(from: manifest) } else { false }
  }

  package var isLinked: Bool { release == nil }
}
