package import Model

/// The roots that were accepted one after the other, held against each other once more: for people who look.
package struct RootChain: Sendable, Equatable {
  /// One that was accepted, with its name for errors.
  package struct File: Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The versions that vouch for each other, the first one first.
  package private(set) var versions: [Int]
  /// The first root that the one before does not vouch for; `nil` when the chain is whole.
  package private(set) var flaw: TrustError?

  /// - Parameter files: By version, the present root last.
  package init(_ files: [File], at time: Instant) {
    versions = []
    var set: TrustedSet?
    for file in files {
      do throws(TrustError) {
        if set == nil {
          set = try TrustedSet(initialRoot: file.bytes, path: file.path, at: time)
        } else {
          try set?.update(root: file.bytes, path: file.path)
        }
        if let version = set?.root.content.version { versions.append(version) }
      } catch {
        flaw = error
        return
      }
    }
  }
}
