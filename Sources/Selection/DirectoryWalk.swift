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
    let lock = directory.joined("stigmer-toolchain.lock")
    if mayExist(lock) { throw HandOver(.locked(file: lock), .pin(file: file)) }
    return Decision(choice: .selector(selector), reason: .pin(file: file))
  }
}
