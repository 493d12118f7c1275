extension Circumstances {
  /// The rules of DESIGN section 4, first match wins. Reads links and small files, writes nothing.
  package func decide() throws(HandOver) -> Decision {
    if let plusSelector { return try Decision(plusSelector, .plusArgument) }
    if let toolchainVariable { return try Decision(toolchainVariable, .environment) }
    // What a server started stays with it, wherever its working directory is.
    if program != "stigmer", let inherited = try inherited() { return inherited }
    let walk = DirectoryWalk(home: home, start: try startDirectory())
    if let decision = try walk.decide() { return decision }
    if let inherited = try inherited() { return inherited }
    return try home.defaultDecision()
  }

  private func inherited() throws(HandOver) -> Decision? {
    guard let inheritedVariable else { return nil }
    guard let place = ToolchainPlace(relativePath: inheritedVariable) else {
      throw HandOver(.invalidInherited(inheritedVariable), .inherited)
    }
    return Decision(choice: .toolchain(place), reason: .inherited)
  }

  private func startDirectory() throws(HandOver) -> ByteString {
    let directory: ByteString? =
      switch workingDirectory {
      case .current: currentDirectory()
      case .path(let path): path
      }
    guard let directory, directory.isAbsolute else { throw HandOver(.noWorkingDirectory, nil) }
    return directory
  }
}

extension Decision {
  /// What `text` selects, said by `reason`.
  init(_ text: ByteString, _ reason: Reason) throws(HandOver) {
    guard let selector = ToolchainSelector(text) else {
      throw HandOver(.invalidSelector(text), reason)
    }
    self.init(choice: .selector(selector), reason: reason)
  }
}

extension Home {
  /// What the `default` link says: `channels/beta`, `toolchains/1.4.2`, `toolchains/mine`, or
  /// `select/1.4`.
  package func defaultDecision() throws(HandOver) -> Decision {
    switch readLink(path(defaultLink)) {
    case .absent: throw HandOver(.noDefault, .default)
    case .odd: throw HandOver(.oddLink(defaultLink), .default)
    case .target(let target):
      guard let selector = selectorOfDefault(target) else {
        throw HandOver(.oddLink(defaultLink), .default)
      }
      return Decision(choice: .selector(selector), reason: .default)
    }
  }

  private var defaultLink: ByteString { "default" }

  private func selectorOfDefault(_ target: ByteString) -> ToolchainSelector? {
    if let name = target.dropping("channels/"), let channel = Channel(name) {
      return .channel(channel)
    }
    if let name = target.dropping("toolchains/") {
      switch ToolchainSelector(name) {
      case .version(let version): return .version(version)
      case .linked(let name): return .linked(name)
      default: return nil
      }
    }
    return target.dropping("select/").flatMap(ToolchainSelector.init)
  }
}
