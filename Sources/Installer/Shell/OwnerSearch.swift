internal import Host
internal import SystemPackage

/// Tells the ``ProgramOwner`` of a path.
struct OwnerSearch {
  let world: World
  /// Where dpkg keeps the list of files of each package.
  let packageLists: FilePath

  func owner(of path: FilePath) -> ProgramOwner {
    let real = (try? Machine.realPath(path)) ?? path
    return homebrew(path, real) ?? pipx(real) ?? (isGoFolder(path) ? .goInstall : nil)
      ?? debianPackage(path, real).map { .debianPackage($0) } ?? (isOwnFolder(path) ? .byHand : nil)
      ?? .unknown
  }

  /// Homebrew links from its `bin` into `Cellar/<formula>/<version>/`.
  private func homebrew(_ path: FilePath, _ real: FilePath) -> ProgramOwner? {
    if let formula = name(after: "Cellar", in: real) { return .homebrew(formula: formula) }
    if let cask = name(after: "Caskroom", in: real) { return .homebrewCask(cask) }
    let prefixes =
      ["/opt/homebrew", "/home/linuxbrew/.linuxbrew"]
      + [world.environment.nonEmpty("HOMEBREW_PREFIX")].compactMap { $0 }
    // `/usr/local` is Homebrew's prefix on older Macs, and everybody else's too.
    let isBelow = prefixes.contains { $0 != "/usr/local" && path.relative(to: FilePath($0)) != nil }
    return isBelow ? path.lastComponent.map { .homebrew(formula: $0.string) } : nil
  }

  private func pipx(_ real: FilePath) -> ProgramOwner? {
    guard real.components.contains("pipx") else { return nil }
    return name(after: "venvs", in: real).map { .pipx($0) }
  }

  private func name(after folder: FilePath.Component, in path: FilePath) -> String? {
    let names = Array(path.components)
    guard let index = names.firstIndex(of: folder), index + 2 < names.count else { return nil }
    return names[index + 1].string
  }

  private func isGoFolder(_ path: FilePath) -> Bool {
    let paths = world.environment.nonEmpty("GOPATH")?.split(separator: ":").map {
      FilePath(String($0)).appending("bin")
    }
    let folders =
      [
        world.environment.nonEmpty("GOBIN").map { FilePath($0) },
        world.userHome?.appending("go/bin"),
      ]
      .compactMap { $0 } + (paths ?? [])
    return folders.contains { $0.lexicallyNormalized() == path.removingLastComponent() }
  }

  private func isOwnFolder(_ path: FilePath) -> Bool {
    guard let rest = path.removingLastComponent().relative(to: world.userHome) else { return false }
    return ["bin", ".local/bin"].contains(rest)
  }

  // MARK: dpkg

  /// `dpkg -S`, by reading the lists it reads; only for the folders that packages install to.
  private func debianPackage(_ path: FilePath, _ real: FilePath) -> String? {
    let isSystemFolder = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/games", "/opt"].contains {
      path.relative(to: FilePath($0)) != nil
    }
    guard isSystemFolder, let folder = try? Directory(packageLists),
      let names = try? folder.names()
    else { return nil }
    let wanted = [path, real].map { Array($0.string.utf8) }
    for name in names where name.hasSuffix(".list") {
      guard let bytes = try? folder.readFile(name, limit: 64 << 20) else { continue }
      let lists = bytes.split(separator: UInt8(ascii: "\n")).contains { line in
        wanted.contains { $0.elementsEqual(line) }
      }
      // `libc6:amd64.list`
      if lists { return name.dropLast(5).split(separator: ":").first.map(String.init) }
    }
    return nil
  }
}
