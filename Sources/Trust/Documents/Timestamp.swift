package import Model

/// Which snapshot is the present one (specification, section 4.6).
package struct Timestamp: RoleDocument {
  package static let type: RoleName = .timestamp

  package var header: DocumentHeader
  package var snapshot: MetaFile

  private var otherFiles = JSON.Members()
  private var others = JSON.Members()

  package init(version: Int, expires: Instant, snapshot: MetaFile) {
    header = DocumentHeader(version: version, expires: expires)
    self.snapshot = snapshot
  }

  package init(signed: Field) throws(FormatError) {
    header = try DocumentHeader(signed, type: Self.type)
    let meta = try signed.required("meta")
    snapshot = try MetaFile(meta.required("snapshot.json"))
    otherFiles = try meta.others(than: ["snapshot.json"])
    others = try signed.others(than: DocumentHeader.names + ["meta"])
  }

  package var json: JSON {
    others.with(
      header.fields(type: Self.type) + [
        ("meta", otherFiles.with([("snapshot.json", snapshot.json)]))
      ])
  }
}
