package import Model

/// Targets, and delegations to other roles (specification, section 4.5): what `targets` and every delegated role sign.
package struct Targets: RoleDocument {
  package static let type: RoleName = .targets

  package var header: DocumentHeader
  package var targets: [TargetPath: TargetFile]
  package var delegations: Delegations?

  private var others = JSON.Members()

  package init(
    version: Int, expires: Instant, targets: [TargetPath: TargetFile] = [:],
    delegations: Delegations? = nil
  ) {
    header = DocumentHeader(version: version, expires: expires)
    self.targets = targets
    self.delegations = delegations
  }

  package init(signed: Field) throws(FormatError) {
    header = try DocumentHeader(signed, type: Self.type)
    targets = [:]
    for (path, file) in try signed.required("targets").namedFields() {
      targets[TargetPath(path)] = try TargetFile(file)
    }
    delegations = try signed.optional("delegations").map { field throws(FormatError) in
      try Delegations(field)
    }
    others = try signed.others(than: DocumentHeader.names + ["targets", "delegations"])
  }

  package var json: JSON {
    others.with(
      header.fields(type: Self.type) + [
        ("targets", .fields(targets.map { ($0.key.description, $0.value.json) })),
        ("delegations", delegations?.json),
      ])
  }
}
