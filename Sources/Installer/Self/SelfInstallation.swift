package import Host
private import Model
private import Selection
private import Settings
private import Store
package import SystemPackage

/// Installs the running stigmerup, its shim and its trust in a home, and a toolchain with them. Run again, it repairs or upgrades.
package struct SelfInstallation {
  private let world: World
  private let homePath: FilePath
  private let options: SelfInstallOptions
  private let progress: any Progress
  private static let command = "stigmerup self install"

  package init(
    world: World, home: FilePath, options: SelfInstallOptions, progress: any Progress
  ) {
    self.world = world
    homePath = home
    self.options = options
    self.progress = progress
  }

  // MARK: planning

  /// Looks at everything, fetches what it takes to tell the size, and changes nothing.
  package func plan() throws -> SelfInstallPlan {
    try SudoCheck.check(world)
    try checkHomePath()
    let home = try HomeFolder.open(homePath)
    if let home { try check(home) }
    _ = try programFolder()
    let configuration = try configuration(for: home)
    let before = try Configuration.load(home: home, world: world).repositories
    let anchor = try anchor(home)
    let effect = try anchor.effect(
      on: home, changesRepository: before != configuration.repositories)
    return SelfInstallPlan(
      home: homePath, present: try home.flatMap { try ManagerVersions($0).current() },
      version: ManagerVersion.current, keepsPresent: try home.map(hasNewerManager) ?? false,
      repositories: configuration.repositories, configuration: configuration, anchor: anchor,
      anchorEffect: effect, profile: configuration.profile, selector: try selectorText(),
      toolchain: try toolchain(configuration, home, anchor, effect),
      shells: try ShellSetup(world: world, home: homePath)
        .plan(modifyingFiles: options.modifiesShellFiles))
  }

  /// A home of ours may hold anything else besides; a folder that is none must be empty.
  private func check(_ home: HomeFolder) throws {
    try HomeWriter.checkOwner(of: home)
    if try home.root.status("self") != nil { return }
    // What a first installation leaves that was killed: nothing, or its trust and what came after.
    let isBegun = try home.root.status("trust") != nil
    let others = try isBegun ? home.foreignNames() : home.root.names()
    if let name = others.first {
      throw SelfInstallError.folderInUse(homePath.string, holds: name)
    }
  }

  /// Whether the home runs a newer stigmerup than this one: an old archive does not take it back.
  private func hasNewerManager(_ home: HomeFolder) throws -> Bool {
    let versions = ManagerVersions(home)
    guard let present = try versions.current() else { return false }
    return try present > ManagerVersion.current && versions.isWhole(present)
  }

  private func checkHomePath() throws {
    if let userHome = world.userHome, homePath.starts(with: userHome) {
      do throws(HostError) {
        _ = try Directory(userHome)
      } catch {
        if error.isNotFound { throw SelfInstallError.noUserHome(userHome.string) }
      }
    }
    if homePath.string == "/" || homePath == world.userHome {
      throw SelfInstallError.dangerousHome(homePath.string)
    }
    let parent = homePath.removingLastComponent()
    guard let name = homePath.lastComponent?.string, let folder = try? Directory(parent),
      let status = try folder.status(name, followingLinks: true)
    else { return }
    guard status.kind == .directory else {
      throw SelfInstallError.homeIsNotAFolder(homePath.string)
    }
  }

  private func configuration(for home: HomeFolder?) throws -> Configuration {
    var configuration = try Configuration.load(home: home, world: world)
    if !options.repositories.isEmpty { configuration.repositories = options.repositories }
    if let profile = options.profile { configuration.profile = profile }
    if let file = options.certificateFile {
      configuration.certificateFile = try world.absolute(file).string
    }
    guard !configuration.repositories.isEmpty else { throw InstallerError.noRepository }
    return configuration
  }

  /// The root that was given, else the one beside the program, else the one that the home trusts.
  private func anchor(_ home: HomeFolder?) throws -> TrustAnchor {
    if let file = options.rootFile {
      let path = try world.absolute(file)
      let folder = try Directory(path.removingLastComponent())
      return try TrustAnchor(
        try folder.readFile(path.lastComponent?.string ?? "", limit: TrustAnchor.longestRoot),
        file: file)
    }
    let beside = try Directory(try programFolder())
    if let bytes = try beside.readFileIfPresent("root.json", limit: TrustAnchor.longestRoot) {
      return try TrustAnchor(bytes, file: beside.path.appending("root.json").string)
    }
    if let bytes = try home?.root
      .readFileIfPresent("trust/root.json", limit: TrustAnchor.longestRoot)
    {
      return try TrustAnchor(bytes, file: "trust/root.json")
    }
    throw SelfInstallError.noRoot
  }

  private func selectorText() throws -> String? {
    guard options.installsToolchain, options.defaultSelector != "none" else { return nil }
    guard let selector = ToolchainSelector(ByteString(options.defaultSelector)) else {
      throw InstallerError.invalidSelector(options.defaultSelector)
    }
    return selector.text.description
  }

  private func toolchain(
    _ configuration: Configuration, _ home: HomeFolder?, _ anchor: TrustAnchor,
    _ effect: TrustAnchor.Effect
  ) throws -> SelfInstallPlan.Toolchain? {
    guard let text = try selectorText(), let selector = ToolchainSelector(ByteString(text)) else {
      return nil
    }
    let repository: Repository
    if let home, effect == .keep {
      repository = try Repository(
        home: home, configuration: configuration, world: world, command: Self.command)
    } else {
      let trust = PassingTrust(root: anchor.bytes)
      repository = try Repository(configuration: configuration, world: world) { trust }
    }
    let followed = try home?.followedChannels() ?? []
    let channels = ReleaseLocator.channels(for: selector, followed: followed)
    try repository.refresh(channels)
    let release = try ReleaseLocator(source: repository, followed: followed).locate(selector)
    let (_, manifest) = try repository.manifest(of: release)
    guard let platform = Machine.platform else { throw InstallerError.unsupportedMachine }
    if let needed = manifest.minimumStigmerup, needed > ManagerVersion.current {
      throw SelfInstallError.tooOld(release.version, needs: needed)
    }
    let components = try Components(profile: configuration.profile)
      .chosen(from: manifest, on: platform)
    let isHere =
      try home?.toolchain(named: release.version.description)?.release?.manifest
      == release.entry.manifest.digest
    return SelfInstallPlan.Toolchain(
      version: release.version, components: components,
      downloadLength: isHere ? 0 : manifest.downloadLength(of: components, on: platform),
      unpackedLength: components.reduce(0) {
        $0 + (manifest.components[$1]?.artifacts[platform]?.unpackedLength ?? 0)
      })
  }

  // MARK: carrying out

  /// - Returns: What happened to the shells' files, for the closing text.
  /// - Throws: After taking back what it made, when the home was not there before.
  package func carryOut(_ plan: SelfInstallPlan) throws -> ShellSetup.Outcome {
    let parent = homePath.removingLastComponent()
    let isNew = try HomeFolder.open(homePath) == nil
    do {
      return try install(plan)
    } catch {
      if isNew, let name = homePath.lastComponent?.string {
        // The first error is the one to tell.
        try? Directory(parent).removeTree(name)
      }
      throw error
    }
  }

  private func install(_ plan: SelfInstallPlan) throws -> ShellSetup.Outcome {
    let home = try HomeFolder.making(homePath)
    let configuration = try configuration(for: home)
    if plan.anchorEffect != .keep {
      let trust = try TrustFolder(home, command: Self.command) {
        progress.note("waiting for another stigmerup: \($0)")
      }
      try plan.anchor.apply(plan.anchorEffect, to: trust)
    }
    let session = Session(
      world: world, home: home, configuration: configuration, progress: progress,
      command: Self.command)
    try saveSettings(configuration, session)
    if let text = plan.selector, let selector = ToolchainSelector(ByteString(text)) {
      _ = try ToolchainInstall(session).install(selector)
      try DefaultChoice(session).set(selector, keepingPresent: true)
    }
    try placeManager(plan, session)
    return ShellSetup(world: world, home: homePath).apply(plan.shells)
  }

  private func saveSettings(_ configuration: Configuration, _ session: Session) throws {
    let file = Settings.fileName
    let present = try session.home.root.readFileIfPresent(file, limit: Settings.longestFile)
    var editor = TOMLEditor(String(decoding: present ?? [], as: UTF8.self))
    let repositories = configuration.repositories
    editor.set(
      "repository", in: "",
      to: repositories.count == 1
        ? TOMLEditor.quoted(repositories[0]) : TOMLEditor.quoted(repositories))
    if let profile = options.profile {
      editor.set("profile", in: "", to: TOMLEditor.quoted(profile.rawValue))
    }
    if options.certificateFile != nil, let certificates = configuration.certificateFile {
      editor.set("cacert", in: "", to: TOMLEditor.quoted(certificates))
    }
    guard Array(editor.text.utf8) != present else { return }
    try session.writer().saveSettings(editor.text)
  }

  private func programFolder() throws -> FilePath {
    let folder = try Machine.programPath().removingLastComponent()
    guard try Directory(folder).status("stigmer-shim") != nil else {
      throw SelfInstallError.noShim(folder: folder.string)
    }
    return folder
  }

  private func placeManager(_ plan: SelfInstallPlan, _ session: Session) throws {
    let writer = try plan.keepsPresent ? session.writer() : placeOwn(plan, session)
    for file in ShellSetup.environmentFiles(home: homePath, world: world) {
      try writer.saveFile(file.name, file.bytes)
    }
    try writer.refreshPrograms()
  }

  private func placeOwn(_ plan: SelfInstallPlan, _ session: Session) throws -> HomeWriter {
    let source = try Directory(try programFolder())
    let isOwn = HomeLocation.ofRunningProgram() == (try Machine.realPath(homePath))
    let staged = try session.home.stagingFolder()
    let folder = try staged.directory.makingDirectory("manager")
    for program in ManagerVersions.programs {
      try source.copyFile(program, to: program, in: folder, mode: 0o755)
    }
    try folder.writeFile("root.json", plan.anchor.bytes)
    let receipt = Receipt(
      version: plan.version, installed: world.clock(), shellFiles: plan.shells.changedFiles)
    try folder.writeFile(Receipt.fileName, receipt.bytes)
    try folder.flushTree()
    let writer = try session.writer()
    if !isOwn || plan.present != plan.version || !plan.shells.changedFiles.isEmpty {
      try writer.placeManager(plan.version, built: "manager", in: staged)
    }
    try writer.switchManager(to: plan.version)
    return writer
  }
}
