import Host
import Installer
import SystemPackage
import Testing

struct `The closing text` {
  let folder: ShellFolder

  init() throws { folder = try ShellFolder() }

  private func text(
    _ variables: [String: String?] = [:], home: FilePath? = nil, modifyingFiles: Bool = true,
    toolchain: String? = "stigmer 1.0.0"
  ) throws -> String {
    let setup = folder.setup(variables, home: home)
    let outcome = setup.apply(try setup.plan(modifyingFiles: modifyingFiles))
    let text = ClosingText(
      world: folder.world(variables), home: home ?? folder.home, shells: outcome,
      toolchain: toolchain)
    #expect(text.lines.count <= 14)
    return text.lines.joined(separator: "\n")
  }

  @Test func `says exactly what to do next`() throws {
    let expected = """
      stigmer 1.0.0 is installed.
      New shells find it. To use it in this one, run:

          . "$HOME/.stigmerup/env"

        start:    stigmer server
        update:   stigmerup update
        remove:   stigmerup self uninstall
        get help: stigmerup help
      """
    #expect(try text() == expected)
    #expect(try text(["SHELL": "/bin/zsh"]) == expected)
    #expect(try text(["SHELL": nil]) == expected)
  }

  @Test func `speaks fish to fish`() throws {
    #expect(
      try text(["SHELL": "/usr/bin/fish"]).contains("\n    source \"$HOME/.stigmerup/env.fish\"\n"))
  }

  @Test func `tells what to add when PATH was not modified`() throws {
    #expect(
      try text(modifyingFiles: false) == """
        stigmer 1.0.0 is installed.
        PATH was left as it is. To use it in this shell, run:

            . "$HOME/.stigmerup/env"

        and add that line to the file that your shell starts with, for new ones.

          start:    stigmer server
          update:   stigmerup update
          remove:   stigmerup self uninstall
          get help: stigmerup help
        """)
  }

  @Test func `does not promise what could not be done`() throws {
    try folder.write(".bashrc", "", mode: 0o444)
    let text = try text()
    #expect(
      text.contains("\nYour shell's start file could not be changed. To use it in this shell"))
    #expect(text.contains("\nand add that line to the file that your shell starts with"))
  }

  @Test func `asks for nothing when PATH has the folder already`() throws {
    #expect(
      try text(["PATH": "/usr/bin:\(folder.home)/bin/"]) == """
        stigmer 1.0.0 is installed.

          start:    stigmer server
          update:   stigmerup update
          remove:   stigmerup self uninstall
          get help: stigmerup help
        """)
  }

  @Test func `says how to install when nothing was`() throws {
    #expect(
      try text(["PATH": "\(folder.home)/bin"], toolchain: nil) == """
        stigmerup is installed; no toolchain yet.

          install:  stigmerup install stable
          update:   stigmerup update
          remove:   stigmerup self uninstall
          get help: stigmerup help
        """)
  }

  @Test func `prints a command that works in each shell, for an odd home too`() throws {
    let homes = [folder.path.appending("it's $x `y` !"), FilePath("\(folder.path)/a b/c")]
    for home in homes {
      try folder.makeHome(home)
      for shell in ["/bin/bash", "/usr/bin/zsh", "/bin/dash", "/usr/bin/fish"]
      where (try? Machine.realPath(FilePath(shell))) != nil {
        let lines = try text(["SHELL": shell], home: home).split(separator: "\n")
        let command = try #require(lines.first { $0.hasPrefix("    ") })
        let output = try folder.run(FilePath(shell), ["-c", "\(command)\nstigmer"])
        #expect(output == "ours\n", "\(shell) \(command)")
      }
    }
  }
}
