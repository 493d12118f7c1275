import Installer
import Model
import Selection
import Store

/// A toolchain that is to be verified, or why there is none.
struct VerificationSubject {
  enum Place {
    case release(Version, TreeIdentifier)
    case linked
  }

  /// Its version or linked name; what was typed, when that leads to none.
  let name: String
  let place: Result<Place, any Error>

  /// Every name in `toolchains/`, also one whose tree is gone.
  static func all(in home: HomeFolder) throws -> [VerificationSubject] {
    try home.toolchainNames().compactMap { name in
      switch try home.place(of: name) {
      case .tree(let tree)?:
        Version(name).map {
          VerificationSubject(name: name, place: .success(.release($0, tree)))
        }
      case .linked?: VerificationSubject(name: name, place: .success(.linked))
      case nil: nil
      }
    }
  }

  static func named(_ text: String, _ session: Session) throws -> VerificationSubject {
    do {
      let selector = try SelectorReading(home: session.home).selector(text)
      return try selected(session, plus: "+\(selector.text)")
    } catch {
      return VerificationSubject(name: text, place: .failure(error))
    }
  }

  /// - Throws: Why nothing is selected, or what is selected is not here.
  static func selected(_ session: Session, plus: String?) throws -> VerificationSubject {
    let selection = try SlowSelection(session, program: "stigmer", plusSelector: plus)
    let choice = try selection.choose()
    guard let toolchain = choice.toolchain else {
      throw SelectionError.notInstalled(
        choice.selector?.text.description ?? "", source: nil)
    }
    let active = ActiveSelection(choice, source: selection.source(of: choice.reason))
    switch toolchain.place {
    case .linked(let name):
      return VerificationSubject(name: name.description, place: .success(.linked))
    case .tree(let id):
      // An inherited tree has no name but the one in its record.
      let name = try active.installed(in: session.home)?.name
      guard let tree = TreeIdentifier(id.description),
        let version = (toolchain.version?.bytes.description ?? name).flatMap({ Version($0) })
      else { throw SelectionError.inheritedIsGone }
      return VerificationSubject(
        name: version.description, place: .success(.release(version, tree)))
    }
  }

  /// What the mended toolchain has: of one whose manifest was damaged nobody knew before.
  func components(
    after report: ToolchainVerification.Report, _ context: Context
  ) throws -> [ComponentName] {
    guard report.components.isEmpty else { return report.components }
    return try context.home().toolchain(named: name)?.release?.components ?? []
  }
}
