/// A tar entry's header as it stands in the archive: nothing of it is trusted yet.
struct TarEntry {
  /// Without the `/` at a folder's end; `nil` when it is not UTF-8.
  let path: String?
  let kind: Kind
  /// The permission bits with the set-id and sticky bits: `0o7777` at most.
  let mode: UInt32

  enum Kind: Equatable {
    case folder
    case file(length: Int)
    /// `target` is `nil` when it is not UTF-8.
    case link(target: String?)
    case hardLink
    case sparse
    case special
  }
}
