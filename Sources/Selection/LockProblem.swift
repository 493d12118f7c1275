/// What keeps a lock from being used, and where in it.
package struct LockProblem: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// A symbolic link: where it leads, the project does not say.
    case link
    /// A folder, a FIFO, a device.
    case notAFile
    /// Longer than ``LockFile/longest``.
    case tooLong
    case outOfReach
    /// A control character; a carriage return is one, except at a line's end.
    case controlCharacter
    /// Not UTF-8, as TOML must be.
    case notText
    /// What git leaves in a file whose two sides it could not join.
    case conflict
    case unknownSchema
    case notAVersion
    case notADigest
    /// A line that stood before.
    case duplicate
    /// A line that belongs above the one before it.
    case unsorted
    /// Something else than what belongs here.
    case unexpected(LockPart)
    /// The file ends too early.
    case missing(LockPart)
  }

  package let kind: Kind
  /// From 1; 0 where the file as a whole is meant.
  package let line: Int

  package init(_ kind: Kind, line: Int = 0) {
    self.kind = kind
    self.line = line
  }
}

/// The parts of a lock, in the order in which they stand.
package enum LockPart: Equatable, Sendable {
  case schema, version, manifest, heading, artifact
}
