import Host
import Installer
import Model
import Store
import SystemPackage
import Testing

private let posixLine = #". "$HOME/.stigmerup/env" # added by stigmerup"#

struct `The setup of shells` {
  let folder: ShellFolder

  init() throws { folder = try ShellFolder() }

  private func changes(_ plan: ShellSetup.Plan) -> [String: ShellSetup.FilePlan.Change] {
    Dictionary(
      uniqueKeysWithValues: plan.files.map {
        (String($0.path.string.dropFirst(folder.path.string.count + 1)), $0.change)
      })
  }

  // MARK: which files

  @Test func `changes the start files of the shells that are here, and nothing in planning`() throws
  {
    try folder.write(".bashrc", "alias l=ls\n")
    try folder.write(".bash_login", "x=1")
    let before = try folder.picture()
    // Only what the person's variables tell: no program on PATH, no list of shells.
    let setup = ShellSetup(
      world: folder.world(["PATH": folder.path.string]), home: folder.home,
      listOfShells: folder.path.appending("none"))
    let plan = try setup.plan(modifyingFiles: true)
    #expect(
      changes(plan) == [".profile": .createFile, ".bashrc": .addLine, ".bash_login": .addLine])
    #expect(
      plan.lines() == [
        "create \(folder.path)/.profile", "add a line to \(folder.path)/.bashrc",
        "add a line to \(folder.path)/.bash_login",
      ])
    #expect(plan.changedFiles.count == 3)
    #expect(try folder.picture() == before)
  }

  @Test func `finds shells on PATH, in the list of shells, and by their files`() throws {
    let none = folder.path.appending("none")
    func shells(_ variables: [String: String?], _ list: FilePath) throws -> Set<Shell> {
      let setup = ShellSetup(world: folder.world(variables), home: folder.home, listOfShells: list)
      return Set(try setup.plan(modifyingFiles: true).files.map(\.shell))
    }
    let bare: [String: String?] = ["PATH": nil, "SHELL": nil]
    #expect(try shells(bare, none) == [.posix])
    #expect(try shells(["PATH": nil, "SHELL": "/usr/local/bin/fish"], none) == [.posix, .fish])

    try folder.write("bin/zsh", "", mode: 0o755)
    try folder.write("bin/fish", "", mode: 0o644)
    #expect(
      try shells(["PATH": "/nowhere:\(folder.path)/bin", "SHELL": nil], none) == [.posix, .zsh])

    try folder.write("list", "# shells\n/nowhere/fish\n\(folder.path)/bin/zsh\n")
    #expect(try shells(bare, folder.path.appending("list")) == [.posix, .zsh])

    try folder.write(".zshenv", "")
    #expect(try shells(bare, none) == [.posix, .zsh])
  }

  @Test func `follows ZDOTDIR and XDG_CONFIG_HOME`() throws {
    let setup = folder.setup([
      "ZDOTDIR": "\(folder.path)/z", "XDG_CONFIG_HOME": "\(folder.path)/x",
    ])
    let changes = changes(try setup.plan(modifyingFiles: true))
    #expect(changes["z/.zshenv"] == .createFile)
    #expect(changes["x/fish/conf.d/stigmerup.fish"] == .createFile)
    #expect(changes[".zshenv"] == nil)
    #expect(changes[".config/fish/conf.d/stigmerup.fish"] == nil)
    // A fresh terminal knows no ZDOTDIR before it has read the file that sets it.
    try folder.write(".zshenv", "export ZDOTDIR=~/z\n")
    #expect(self.changes(try setup.plan(modifyingFiles: true))[".zshenv"] == .addLine)
  }

  // MARK: adding and removing

  @Test func `adds one line, however often it runs, and takes all of it away`() throws {
    try folder.write(".bashrc", "alias l=ls", mode: 0o600)
    try folder.write(".bash_profile", "a\r\nb\r\n")
    try folder.write(".zshenv", "", mode: 0o640)
    let before = try folder.picture()
    let setup = folder.setup()
    let first = try setup.plan(modifyingFiles: true)
    let outcome = setup.apply(first)
    #expect(outcome.failures.isEmpty)
    #expect(outcome.shells == [.posix, .bash, .zsh, .fish])
    #expect(outcome.files.map(\.string) == first.changedFiles)
    let after = try folder.picture()

    let second = try setup.plan(modifyingFiles: true)
    #expect(second.files.allSatisfy { $0.change == .present })
    #expect(second.lines().isEmpty)
    #expect(second.changedFiles == first.changedFiles)
    #expect(setup.apply(second).failures.isEmpty)
    // A plan that was made before is as harmless.
    #expect(setup.apply(first).failures.isEmpty)
    #expect(try folder.picture() == after)
    #expect(try folder.directory.status(".bashrc")?.mode == 0o600)
    #expect(try folder.text(".zshenv") == posixLine + "\n")
    #expect(
      try folder.text(".profile") == posixLine + ", with this file\n")
    #expect(
      try folder.text(".config/fish/conf.d/stigmerup.fish")
        == #"source "$HOME/.stigmerup/env.fish" # added by stigmerup, with this file and 3 folders"#
        + "\n")

    let removal = try setup.removal()
    #expect(removal.files.count == 5)
    let own = [".profile", ".config/fish/conf.d/stigmerup.fish", ".zshenv"]
    #expect(
      removal.lines().filter { $0.hasPrefix("delete ") }.sorted()
        == removal.ownFiles.map { "delete \($0) (made by stigmerup)" }.sorted())
    #expect(
      removal.ownFiles.allSatisfy { path in own.contains { path.string.hasSuffix("/\($0)") } })
    #expect(removal.ownFiles.count >= 2)
    #expect(setup.apply(removal).isEmpty)
    #expect(try folder.picture() == before)
    #expect(try setup.removal().lines().isEmpty)
  }

  @Test func `restores random files byte for byte`() throws {
    var random = SystemRandomNumberGenerator()
    let names = [".profile", ".bashrc", ".bash_profile", ".zshenv", ".bash_login"]
    let parts = ["\n", "\r\n", "x", "# added by stigmerup", "export A=\u{e9}", " ", "\t. ./env"]
    for _ in 0..<8 {
      for name in names {
        try folder.directory.removeFile(name)
        guard Bool.random(using: &random) else { continue }
        let text = (0..<Int.random(in: 0...9, using: &random))
          .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        try folder.write(name, text)
      }
      let before = try folder.picture()
      let setup = folder.setup()
      #expect(setup.apply(try setup.plan(modifyingFiles: true)).failures.isEmpty)
      #expect(try folder.picture() != before)
      #expect(setup.apply(try setup.removal()).isEmpty)
      #expect(try folder.picture() == before)
    }
  }

  @Test func `keeps what a person added to the files that it made`() throws {
    let setup = folder.setup()
    _ = setup.apply(try setup.plan(modifyingFiles: true))
    let made = try #require(try folder.text(".profile"))
    try folder.write(".profile", "mine\n" + made)
    try folder.write(".config/fish/conf.d/other.fish", "set x 1\n")
    _ = setup.apply(try setup.removal())
    #expect(try folder.text(".profile") == "mine\n")
    #expect(try folder.text(".config/fish/conf.d/other.fish") == "set x 1\n")
    #expect(try folder.bytes(".config/fish/conf.d/stigmerup.fish") == nil)
    #expect(try folder.bytes(".bashrc") == nil)
  }

  @Test func `leaves a line that a person wrote, and adds none beside it`() throws {
    try folder.write(".profile", ". \"$HOME/.stigmerup/env\"\n")
    let before = try folder.text(".profile")
    let setup = folder.setup()
    let plan = try setup.plan(modifyingFiles: true)
    #expect(changes(plan)[".profile"] == .presentByHand)
    #expect(!plan.changedFiles.contains("\(folder.path)/.profile"))
    let outcome = setup.apply(plan)
    #expect(outcome.shells.contains(.posix))
    _ = setup.apply(try setup.removal())
    #expect(try folder.text(".profile") == before)
  }

  @Test func `keeps two homes apart`() throws {
    let (one, other) = (folder.setup(), folder.setup(home: folder.path.appending("other")))
    let before = try folder.picture()
    _ = one.apply(try one.plan(modifyingFiles: true))
    let withOne = try folder.picture()
    _ = other.apply(try other.plan(modifyingFiles: true))
    #expect(try #require(try folder.text(".bashrc")).contains("$HOME/other/env"))
    _ = other.apply(try other.removal())
    #expect(try folder.picture() == withOne)
    _ = one.apply(try one.removal())
    #expect(try folder.picture() == before)
  }

  @Test func `finds the files that the receipt names`() throws {
    try folder.makeHome()
    let files = ["\(folder.path)/z/.zshenv", "\(folder.path)/gone"]
    let receipt = Receipt(
      version: Version(major: 1, minor: 0, patch: 0), installed: Instant(seconds: 0),
      shellFiles: files)
    try folder.write(
      ".stigmerup/self/1.0.0/receipt.json", String(decoding: receipt.bytes, as: UTF8.self))
    try folder.write("z/.zshenv", "a\n")
    let with = folder.setup(["ZDOTDIR": "\(folder.path)/z"])
    _ = with.apply(try with.plan(modifyingFiles: true))
    let without = folder.setup()
    let removal = try without.removal()
    #expect(removal.files.map(\.string).contains(files[0]))
    #expect(without.apply(removal).isEmpty)
    #expect(try folder.text("z/.zshenv") == "a\n")
  }

  // MARK: links

  @Test func `changes what a link leads to, and keeps the link`() throws {
    try folder.write("dotfiles/bashrc", "a\n", mode: 0o600)
    try folder.directory.createLink(".bashrc", to: "dotfiles/link")
    try folder.directory.createLink("dotfiles/link", to: "bashrc")
    // A link to a file that is to be made.
    try folder.directory.createLink(".profile", to: "dotfiles/new/profile")
    let before = try folder.picture()
    let setup = folder.setup()
    #expect(setup.apply(try setup.plan(modifyingFiles: true)).failures.isEmpty)
    #expect(try folder.directory.readLink(".bashrc") == "dotfiles/link")
    #expect(try folder.text("dotfiles/bashrc") == "a\n\(posixLine)\n")
    #expect(try folder.directory.status("dotfiles/bashrc")?.mode == 0o600)
    #expect(
      try folder.text("dotfiles/new/profile") == posixLine + ", with this file and 1 folder\n")
    #expect(setup.apply(try setup.removal()).isEmpty)
    #expect(try folder.picture() == before)
  }

  @Test func `finds its line by the home's real path as by one through links`() throws {
    try folder.write("real/home/x", "")
    try folder.directory.createLink("link", to: "real/home")
    let links = folder.path.appending("link")
    let before = try folder.picture()
    // HOME leads through a link.
    let variables = ["HOME": links.string, "SHELL": "/bin/bash"]
    try folder.makeHome(links.appending(".stigmerup"))
    let seen = folder.setup(variables, home: links.appending(".stigmerup"))
    _ = seen.apply(try seen.plan(modifyingFiles: true))
    let real = folder.setup(variables, home: folder.path.appending("real/home/.stigmerup"))
    #expect(try real.plan(modifyingFiles: true).files.allSatisfy { $0.change == .present })
    #expect(real.apply(try real.removal()).isEmpty)
    try Directory(links).removeTree(".stigmerup")
    #expect(try folder.picture() == before)

    // The home lies elsewhere, and the line names it through a link.
    try folder.makeHome(links.appending("home"))
    let outside = folder.setup(
      ["HOME": "\(folder.path)/real/home/home/bin"], home: links.appending("home"))
    _ = outside.apply(try outside.plan(modifyingFiles: true))
    let inside = folder.setup(
      ["HOME": "\(folder.path)/real/home/home/bin"],
      home: folder.path.appending("real/home/home"))
    #expect(try inside.plan(modifyingFiles: true).files.allSatisfy { $0.change == .present })
    #expect(inside.apply(try inside.removal()).isEmpty)
    #expect(try Directory(links.appending("home/bin")).names() == ["stigmer"])
  }

  // MARK: what cannot be changed

  @Test func `reports a file that cannot be changed, and changes the others`() throws {
    try folder.write(".bashrc", "a\n", mode: 0o444)
    try folder.directory.createDirectory(".zshenv")
    try folder.directory.createLink(".bash_profile", to: ".bash_profile")
    try folder.directory.createLink(".bash_login", to: "/dev/null")
    let setup = folder.setup()
    let plan = try setup.plan(modifyingFiles: true)
    #expect(changes(plan)[".bashrc"] == .impossible(.readOnly("\(folder.path)/.bashrc")))
    #expect(changes(plan)[".zshenv"] == .impossible(.notAFile("\(folder.path)/.zshenv")))
    #expect(changes(plan)[".bash_login"] == .impossible(.notAFile("\(folder.path)/.bash_login")))
    #expect(
      plan.lines().contains("'\(folder.path)/.bashrc' is read-only: it is left as it is"))
    let outcome = setup.apply(plan)
    #expect(
      outcome.failures.map { $0.path.lastComponent?.string } == [
        ".bashrc", ".bash_profile", ".bash_login", ".zshenv",
      ])
    #expect(outcome.failures.first?.line == #". "$HOME/.stigmerup/env""#)
    #expect(outcome.shells == [.posix, .fish])
    #expect(try folder.text(".bashrc") == "a\n")
    #expect(try folder.directory.readLink(".bash_profile") == ".bash_profile")
  }

  @Test func `reports a file that became read-only before it is to be restored`() throws {
    try folder.write(".profile", "a\n")
    let setup = folder.setup()
    _ = setup.apply(try setup.plan(modifyingFiles: true))
    try folder.directory.openFile(".profile").setMode(0o444)
    let failures = setup.apply(try setup.removal())
    #expect(failures.map(\.error) == [.readOnly("\(folder.path)/.profile")])
    #expect(try folder.text(".profile") == "a\n\(posixLine)\n")
    #expect(try folder.bytes(".bashrc") == nil)
  }

  @Test(.enabled(if: Machine.effectiveUser == 0, "only root can give a file away"))
  func `leaves another user's file alone`() throws {
    try folder.write(".profile", "a\n")
    _ = try folder.run("/bin/chown", ["12345", "\(folder.path)/.profile"])
    let plan = try folder.setup().plan(modifyingFiles: true)
    #expect(
      changes(plan)[".profile"]
        == .impossible(.anotherUsers("\(folder.path)/.profile", owner: 12345)))
  }

  @Test func `says it when HOME is of no use`() throws {
    #expect(throws: ShellError.noUserHome) {
      try folder.setup(["HOME": nil]).plan(modifyingFiles: true)
    }
    #expect(throws: ShellError.noUserHome) {
      try folder.setup(["HOME": "somewhere"]).plan(modifyingFiles: true)
    }
    #expect(throws: ShellError.userHomeIsGone("\(folder.path)/gone")) {
      try folder.setup(["HOME": "\(folder.path)/gone"]).plan(modifyingFiles: true)
    }
    #expect(ShellError.noUserHome.hint?.contains("--no-modify-path") == true)
    #expect(try folder.setup(["HOME": nil]).plan(modifyingFiles: false).files.isEmpty)
    #expect(try folder.setup(["HOME": nil]).removal().files.isEmpty)
  }

  @Test(arguments: ["/proc", "/sys"]) func `reports a HOME that nobody can write to`(home: String)
    throws
  {
    let setup = folder.setup(["HOME": home])
    let outcome = setup.apply(try setup.plan(modifyingFiles: true))
    #expect(outcome.files.isEmpty && outcome.shells.isEmpty)
    #expect(!outcome.failures.isEmpty)
    for failure in outcome.failures {
      #expect(failure.error.message.hasPrefix("cannot write '\(failure.path)': "))
    }
  }

  @Test(arguments: ["a:b", "a\nb", "a\u{7F}"])
  func `refuses a home that cannot stand on PATH`(name: String) {
    #expect(throws: ShellError.self) {
      try folder.setup(home: folder.path.appending(name)).plan(modifyingFiles: true)
    }
  }

  @Test func `changes nothing when PATH is not to be modified, and knows what is there`() throws {
    let setup = folder.setup(["GITHUB_PATH": "\(folder.path)/github"])
    let before = try folder.picture()
    let plan = try setup.plan(modifyingFiles: false)
    #expect(plan.files.isEmpty && plan.githubPath == nil)
    #expect(setup.apply(plan).shells.isEmpty)
    #expect(try folder.picture() == before)
    let other = folder.setup()
    let outcome = other.apply(try other.plan(modifyingFiles: true))
    #expect(try setup.plan(modifyingFiles: false).changedFiles == outcome.files.map(\.string))
  }

  // MARK: GitHub

  @Test(arguments: [("", ""), ("/a\n", "/a\n"), ("/a", "/a\n")])
  func `adds its folder to GITHUB_PATH once`(before: String, restored: String) throws {
    try folder.write("github", before)
    let setup = folder.setup(["GITHUB_PATH": "\(folder.path)/github"])
    let plan = try setup.plan(modifyingFiles: true)
    #expect(plan.githubPath == folder.path.appending("github"))
    #expect(plan.lines().last == "add to \(folder.path)/github")
    for _ in 0..<2 { #expect(setup.apply(plan).failures.isEmpty) }
    #expect(try folder.text("github") == restored + "\(folder.home)/bin\n")
    #expect(try setup.plan(modifyingFiles: true).githubPath == nil)
    #expect(setup.apply(try setup.removal()).isEmpty)
    #expect(try folder.text("github") == restored)
  }

  @Test func `reports a GITHUB_PATH that leads nowhere`() throws {
    let setup = folder.setup(["GITHUB_PATH": "\(folder.path)/no/folder"])
    let outcome = setup.apply(try setup.plan(modifyingFiles: true))
    #expect(outcome.failures.map(\.path) == [folder.path.appending("no/folder")])
    #expect(outcome.shells.contains(.bash))
  }
}
