package import Model

/// `stigmer-toolchain.toml`: what a project wants. It names a channel or version and components, and nothing else.
package struct ProjectPin: Sendable, Equatable {
  package static let fileName = "stigmer-toolchain.toml"
  package static let lockName = "stigmer-toolchain.lock"
  package static let longestFile = 64 << 10

  /// As written: a channel, a version or the beginning of one. Whether it is one, the caller decides.
  package var selector: String
  package var components: [ComponentName]
  package var profile: Profile?

  /// - Throws: ``FormatError``; also for a key that a pin may not have (a path, a URL), so that obeying a cloned
  ///   project needs no question.
  package init(parsing bytes: [UInt8], path: String) throws(FormatError) {
    let root = try TOMLDocument.parse(bytes, document: "'\(path)'")
    for (name, _) in try root.namedFields() where name != "toolchain" {
      throw Self.unknown(name, in: root)
    }
    let toolchain = try root.required("toolchain")
    for (name, _) in try toolchain.namedFields()
    where !["channel", "components", "profile"].contains(name) {
      throw Self.unknown(name, in: toolchain)
    }
    selector = try toolchain.required("channel").string()
    components = []
    for element in try toolchain.optional("components")?.elements(limit: 100) ?? [] {
      components.append(try element.parsed("a component's name") { ComponentName($0) })
    }
    profile = try toolchain.optional("profile")?.parsed(Profile.names) { Profile(rawValue: $0) }
  }

  /// The text of a pin to `selector`: `existing` with only its channel changed, or a new file.
  package static func text(pinning selector: String, in existing: String?) -> String {
    var editor = TOMLEditor(existing ?? "")
    editor.set("channel", in: "toolchain", to: TOMLEditor.quoted(selector))
    return editor.text
  }

  private static func unknown(_ name: String, in field: Field) -> FormatError {
    FormatError(
      document: field.document, path: field.path.isEmpty ? name : "\(field.path).\(name)",
      problem: "is not something a pin may say",
      hint: "a pin has a table [toolchain] with channel, components and profile; "
        + "for a build on this machine use: stigmerup override set NAME")
  }
}
