import Installer
import Model
import Selection
import Store
import SystemPackage

/// What was chosen here, in words: shared by `show`, `which`, `install` and `run`.
struct ActiveSelection {
  let selector: String?
  let reason: Reason
  /// The file or variable of the rule that won.
  let source: String
  /// `nil` when it is not installed.
  let toolchain: Toolchain?
  /// What narrows the selector, when its pin has a lock beside it.
  let lock: SlowSelection.Lock?

  init(_ choice: SlowSelection.Choice, source: String) {
    selector = choice.selector?.text.description
    reason = choice.reason
    self.source = source
    toolchain = choice.toolchain
    lock = choice.lock
  }

  /// As a person types it, or what an inherited toolchain is called.
  var title: String { selector ?? "the inherited toolchain" }

  /// `pin ~/app/stigmer-toolchain.toml, selector "1.4", locked to 1.4.2`
  func rule(_ context: Context) -> String {
    let said = selector.map { ", selector \"\(Printable.escaped($0))\"" } ?? ""
    return source(context) + said + (lock.map { ", locked to \($0.version)" } ?? "")
  }

  private func source(_ context: Context) -> String {
    switch reason {
    case .plusArgument: "the first argument"
    case .environment, .inherited: source
    case .override(let directory): "override of \(context.tilde(directory.description))"
    case .pin(let file): "pin \(context.tilde(file.description))"
    case .default: "the default"
    }
  }

  /// What a toolchain that is here is called: its version, or its linked name.
  func name(of toolchain: Toolchain) -> String {
    if let version = toolchain.version { return version.bytes.description }
    if case .linked(let name) = toolchain.place { return name.description }
    return toolchain.place.relativePath.description
  }

  /// The toolchain that is here, with its record: for an inherited tree the record says the
  /// version.
  func installed(in home: HomeFolder) throws -> ActiveToolchain? {
    guard let toolchain else { return nil }
    let place: InstalledToolchain.Place
    switch toolchain.place {
    case .linked(let name): place = .linked(name.description)
    case .tree(let id):
      guard let identifier = TreeIdentifier(id.description) else { return nil }
      place = .tree(identifier)
    }
    guard let record = try home.record(at: place) else { return nil }
    return ActiveToolchain(record: record, path: home.path.appending(place.path))
  }

  /// The command that installs what is missing.
  var remedy: String {
    if lock != nil { return "stigmerup install --locked" }
    let text = selector ?? ""
    if case .linked(let name)? = ToolchainSelector(ByteString(text)) {
      return "stigmerup link '\(Printable.escaped(name.description))' FOLDER"
    }
    return "stigmerup install \(text)"
  }

  func json(_ active: ActiveToolchain?) -> JSON {
    .fields([
      ("toolchain", active.map { .string($0.name) }),
      ("version", active?.version.map { .string($0) }),
      ("selector", selector.map { .string($0) }),
      ("reason", .string(reason.name)),
      ("source", .string(source)),
      ("lock", lock.map { .string($0.file) }),
      ("path", active.map { .string($0.path.string) }),
    ])
  }
}
