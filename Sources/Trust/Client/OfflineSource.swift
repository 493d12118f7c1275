/// No repository at all: an ``Updater`` over it checks and searches what is stored.
///
/// Nothing newer exists, and what is held is what there is. Expiry is still checked; `grace` says how strictly.
package struct OfflineSource: MetadataSource {
  package init() {}

  package func fetch(_ path: String, limit: Int, held: [UInt8]?) -> MetadataReply {
    held == nil ? .notFound : .notModified
  }
}
