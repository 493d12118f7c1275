import Host
import Installer
import Model
import Selection
import Store
import SystemPackage

/// The home's overrides and the folder that a command means.
struct OverrideAccess {
  private let context: Context
  let session: Session

  init(_ context: Context, changing: Bool) throws {
    self.context = context
    session = try changing ? context.changingSession() : context.askingSession()
  }

  /// - Throws: ``SelectionError/badOverrides(file:)``: a file that is not understood is not
  ///   rewritten.
  func overrides() throws -> Overrides {
    let bytes =
      try session.home.root.readFileIfPresent("overrides", limit: Overrides.longestFile) ?? []
    guard OverrideTable(parsing: ByteString(bytes)) != nil else {
      throw SelectionError.badOverrides(file: session.home.path.appending("overrides").string)
    }
    return Overrides(parsing: bytes)
  }

  /// The real path, links resolved; by its text for a folder that is gone.
  ///
  /// - Parameter path: `nil` for the working directory.
  func folder(_ path: String?, mustExist: Bool) throws -> String {
    let absolute =
      try path.map { try context.world.absolute($0) }
      ?? context.world
      .workingDirectory()
    do {
      let real = try Machine.realPath(absolute)
      _ = try Directory(real)
      return real.string
    } catch {
      guard !mustExist, error.isNotFound else { throw error }
      return absolute.string
    }
  }
}
