import Host
import Installer
import Model
import Selection
import Settings
import Store

/// `stigmerup pin --check`
struct PinCheck {
  private let context: Context

  init(_ context: Context) { self.context = context }

  func run(json: Bool) throws -> ExitStatus {
    let session = try context.askingSession()
    let project = try PinLocking.project(context)
    guard let pin = try project.pin() else { throw PinError.none(project.pinPath) }
    let selector = try project.selector(of: pin, in: session.home)
    let lock = try project.lock()
    let finding = try LockCheck(session).check(lock, of: selector)
    let text = text(of: finding, selector.text.description, lock, project)
    if json {
      context.console.answer([
        ("pin", .string(project.pinPath)), ("selector", .string(selector.text.description)),
        ("lock", .string(project.lockPath)), ("state", .string(finding.name)),
        ("version", lock.map { .string($0.version.description) }),
        ("manifest", lock.map { .string($0.manifest.hex) }),
        ("problem", finding == .current ? nil : .string(text)),
      ])
    } else {
      context.console.result(text)
      if let hint = finding.hint { context.console.note("hint: \(hint)") }
    }
    return finding == .current ? .done : .found
  }

  private func text(
    of finding: LockCheck.Finding, _ selector: String, _ lock: ProjectLock?, _ project: Project
  ) -> String {
    let path = context.tilde(project.lockPath)
    let version = lock.map { $0.version.description } ?? ""
    return switch finding {
    case .current: "\(path) locks \(version), which its pin selects: \"\(selector)\""
    case .missing: "\(context.tilde(project.pinPath)) has no lock beside it"
    case .differs: "\(path) locks \(version), which is not what its pin selects: \"\(selector)\""
    case .stale(let problem): "\(path) is stale: \(problem)"
    }
  }
}

extension LockCheck.Finding {
  /// What `--json` calls it.
  fileprivate var name: String {
    switch self {
    case .current: "current"
    case .missing: "missing"
    case .differs: "differs"
    case .stale: "stale"
    }
  }

  fileprivate var hint: String? {
    switch self {
    case .current: nil
    case .missing: "stigmerup pin --lock"
    case .differs, .stale: "stigmerup pin --update"
    }
  }
}
