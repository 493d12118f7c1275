import Host
import Installer
import Model
import Selection
import Settings
import Store
import SystemPackage

/// Makes and moves the lock of a pin, and says what came of it.
struct PinLocking {
  private let context: Context

  init(_ context: Context) { self.context = context }

  /// The nearest project.
  ///
  /// - Throws: ``PinError/none(_:)``.
  static func project(_ context: Context) throws -> Project {
    let start = try context.world.workingDirectory()
    guard let project = try Project.nearest(from: start) else { throw PinError.none(start.string) }
    return project
  }

  /// `pin --lock` and `pin --update [VERSION]`, for the pin that holds here.
  ///
  /// - Parameter moving: Whether a lock that satisfies its pin moves too.
  func lock(at version: String?, moving: Bool) throws {
    let session = try context.changingSession()
    let project = try Self.project(context)
    guard let pin = try project.pin() else { throw PinError.none(project.pinPath) }
    let selector = try project.selector(of: pin, in: session.home)
    let version = try version.map(wholeVersion)
    let held = try held(by: project)
    if !moving, let held, selector.admits(held.version) {
      context.console.result("\(context.tilde(project.lockPath)) locks \(held.version) already")
      return context.console.note("to move it: stigmerup pin --update")
    }
    try make(selector, at: version, held, in: project, session)
  }

  /// What a new selector does to the lock beside it: one that still fits stays, another one moves.
  ///
  /// - Parameter isAsked: Whether there is to be a lock even if there is none.
  func follow(_ selector: ToolchainSelector, in project: Project, isAsked: Bool) throws {
    let held = try isAsked ? held(by: project) : project.lock()
    guard isAsked || held != nil else { return }
    if let held, selector.admits(held.version) { return tell(held, held, project) }
    try make(selector, at: nil, held, in: project, try context.changingSession())
  }

  private func make(
    _ selector: ToolchainSelector, at version: VersionName?, _ held: ProjectLock?,
    in project: Project, _ session: Session
  ) throws {
    try project.checkLockPlace()
    let made = try LockMaking(session).lock(selector, at: version, pin: project.pinPath)
    if made.lock != held { try project.write(made.lock) }
    tell(made.lock, held, project)
    if let reason = made.yanked {
      let warning = LockError.yanked(made.lock.version, reason: reason).message
      context.console.urgent("warning: \(warning)")
    }
  }

  private func wholeVersion(_ text: String) throws -> VersionName {
    guard case .version(let version)? = ToolchainSelector(ByteString(text)) else {
      throw LockError.notOneVersion(text)
    }
    return version
  }

  /// The lock that is there; `nil` also for one that is to be written anew because nobody can use it.
  ///
  /// - Throws: ``SelectionError/badLock(file:_:)`` for what is not stigmerup's to replace.
  private func held(by project: Project) throws -> ProjectLock? {
    do {
      return try project.lock()
    } catch SelectionError.badLock(let file, let problem) {
      switch problem.kind {
      case .link, .notAFile, .outOfReach, .unknownSchema:
        throw SelectionError.badLock(file: file, problem)
      default: return nil
      }
    }
  }

  private func tell(_ lock: ProjectLock, _ held: ProjectLock?, _ project: Project) {
    let path = context.tilde(project.lockPath)
    guard lock != held else {
      return context.console.result("\(path) locks \(lock.version) already")
    }
    context.console.result("\(path) locks \(lock.version) now\(change(from: held, to: lock))")
  }

  private func change(from held: ProjectLock?, to lock: ProjectLock) -> String {
    guard let held else { return "" }
    if held.version != lock.version {
      return " (was \(held.version)\(lock.version < held.version ? ": it went back" : ""))"
    }
    return held.manifest == lock.manifest
      ? " (its lines were not those of the release)"
      : ", with other bytes (was \(held.manifest.hex.prefix(12))…)"
  }
}

extension ToolchainSelector {
  /// Whether a lock may narrow this to `version`, as far as that shows without an index.
  func admits(_ version: Version) -> Bool {
    VersionName(ByteString(version.description)).map { admits($0) } ?? false
  }
}
