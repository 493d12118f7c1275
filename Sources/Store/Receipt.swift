package import Model

/// `receipt.json` beside an installed manager: who put it there. A copy without one belongs to somebody else.
package struct Receipt: Sendable, Equatable {
  package static let schema = 1
  package static let fileName = "receipt.json"
  package static let longest = 64 << 10

  package var version: Version
  package var installed: Instant
  /// The rc files that were changed, so that `self uninstall` finds them.
  package var shellFiles: [String]

  package init(version: Version, installed: Instant, shellFiles: [String]) {
    self.version = version
    self.installed = installed
    self.shellFiles = shellFiles
  }

  package init(parsing bytes: [UInt8], path: String) throws(FormatError) {
    let root = try Field(parsing: bytes, document: "'\(path)'")
    version = try root.required("version").version()
    installed = try root.required("installed").instant()
    shellFiles = []
    for element in try root.optional("shell-files")?.elements(limit: 100) ?? [] {
      shellFiles.append(try element.string())
    }
  }

  package var bytes: [UInt8] {
    Array(
      JSON.fields([
        ("schema", .integer(Self.schema)), ("version", .string(version.description)),
        ("installed", .string(installed.description)),
        ("shell-files", .array(shellFiles.map { .string($0) })),
      ]).pretty.utf8)
  }

  /// What a package manager writes beside the program that it brought.
  package struct Package: Sendable, Equatable {
    /// The package manager: `homebrew`, `apt`, ….
    package let source: String
    /// The command that updates this copy.
    package let update: String?

    package init(parsing bytes: [UInt8], path: String) throws(FormatError) {
      let root = try Field(parsing: bytes, document: path)
      source = try root.required("source").string()
      update = try root.optional("update")?.string()
    }
  }
}
