import Model
import Store
import SystemPackage

/// The toolchain that a selection led to, by its own record: also one that no name leads to any
/// more.
struct ActiveToolchain {
  let record: ToolchainRecord
  let path: FilePath

  /// Its version, or the name of a linked build.
  var name: String {
    switch record.kind {
    case .release(let release): release.version.description
    case .linked(let linked): linked.name
    }
  }

  /// `nil` for a linked build.
  var version: String? {
    if case .release(let release) = record.kind { release.version.description } else { nil }
  }

  /// What is to be known of its kind, for people.
  var remark: String {
    switch record.kind {
    case .release(let release):
      release.components.contains(.agentRunner) ? "" : " (CLI only)"
    case .linked: " (linked)"
    }
  }
}
