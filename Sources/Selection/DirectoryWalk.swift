/// Rule 4: from a folder up to `/`, at each level an override, then a pin.
struct DirectoryWalk {
  let home: Home
  let start: ByteString

  /// nil when no level has a word to say.
  func decide() throws(HandOver) -> Decision? {
    let overrides = try readOverrides()
    var next: ByteString? = start
    while let directory = next {
      if let selector = overrides.selector(for: directory) {
        return try Decision(selector, .override(directory: directory))
      }
      if let decision = try decideByPin(in: directory) { return decision }
      next = directory.parent
    }
    return nil
  }

  private func readOverrides() throws(HandOver) -> OverrideTable {
    let file = home.path("overrides")
    switch readSmallFile(file) {
    case .absent: return .empty
    case .unreadable: throw HandOver(.unreadable(file: file), nil)
    case .contents(let contents):
      guard let table = OverrideTable(parsing: contents) else {
        throw HandOver(.oddOverrides(file: file), nil)
      }
      return table
    }
  }

  private func decideByPin(in directory: ByteString) throws(HandOver) -> Decision? {
    let file = directory.joined("stigmer-toolchain.toml")
    let contents: ByteString
    switch readSmallFile(file) {
    case .absent: return nil
    case .unreadable: throw HandOver(.unreadable(file: file), .pin(file: file))
    case .contents(let read): contents = read
    }
    guard case .channel(let selector) = PinFile(parsing: contents) else {
      throw HandOver(.oddPin, .pin(file: file))
    }
    return try Decision(selector, pinnedBy: file)
  }
}

extension Decision {
  /// What a pin and the lock beside it, if there is one, make of `selector`.
  ///
  /// - Parameters:
  ///   - selector: What the pin says; allowed in one.
  ///   - file: The pin: an absolute path.
  package init(_ selector: ToolchainSelector, pinnedBy file: ByteString) throws(HandOver) {
    let lock = ByteString(file.bytes.dropLast(file.lastName.bytes.count)) + "stigmer-toolchain.lock"
    let locked: LockFile?
    do throws(LockProblem) {
      locked = try LockFile.read(lock)
    } catch {
      throw HandOver(.oddLock(file: lock, error), .pin(file: file))
    }
    guard let locked else {
      self.init(choice: .selector(selector), reason: .pin(file: file))
      return
    }
    guard selector.admits(locked.release.version) else {
      throw HandOver(
        .lockDiffers(file: lock, locked.release.version, selector), .pin(file: file))
    }
    self.init(
      choice: .locked(locked.release, within: selector, file: lock), reason: .pin(file: file))
  }
}
