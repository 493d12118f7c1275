package import Host

/// How closely to look at a folder.
package enum InspectionDepth: Sendable {
  /// Kinds, modes, lengths and links; and the content of files that were written to after `seal` was: of every file when
  /// there is none.
  case attributes(seal: FileStatus?)
  /// All of that, and every file's content.
  case content
}
