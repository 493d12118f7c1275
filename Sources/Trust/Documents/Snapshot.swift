package import Model

/// Which version of each role that signs targets belongs together (specification, section 4.4).
package struct Snapshot: RoleDocument {
  package static let type: RoleName = .snapshot

  package var header: DocumentHeader
  package var meta: MetaList

  private var others = JSON.Members()

  package init(version: Int, expires: Instant, meta: [RoleName: MetaFile]) {
    header = DocumentHeader(version: version, expires: expires)
    self.meta = MetaList(meta)
  }

  package init(signed: Field) throws(FormatError) {
    header = try DocumentHeader(signed, type: Self.type)
    meta = try MetaList(signed.required("meta"))
    others = try signed.others(than: DocumentHeader.names + ["meta"])
  }

  package var json: JSON {
    others.with(header.fields(type: Self.type) + [("meta", meta.json)])
  }
}
