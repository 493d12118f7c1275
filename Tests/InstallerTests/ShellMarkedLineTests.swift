import Host
import SystemPackage
import Testing

@testable import Installer

private let line = MarkedLine(
  shell: .posix, home: "/home/ann/.stigmerup", userHome: "/home/ann")
private let added = #". "$HOME/.stigmerup/env" # added by stigmerup"#

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

struct `The marked line` {
  @Test func `names a home below HOME by HOME, and another one by its path`() {
    #expect(line.command == #". "$HOME/.stigmerup/env""#)
    let other = MarkedLine(shell: .fish, home: "/opt/st", userHome: "/home/ann")
    #expect(other.command == #"source "/opt/st/env.fish""#)
    #expect(MarkedLine(shell: .zsh, home: "/opt/st", userHome: nil).command == #". "/opt/st/env""#)
  }

  @Test func `is added behind what is there, with the mark that issue and documents name`() {
    #expect(text(line.added(to: Array("a\n".utf8))) == "a\n\(added)\n")
    #expect(text(line.added(to: [])) == "\(added)\n")
    #expect(text(line.added(to: Array("a\r\n".utf8))) == "a\r\n\(added)\r\n")
  }

  @Test(arguments: [
    "", "\n", "a", "a\n", "a\n\n", "a\nb", "\r\n", "a\r\n", "a\r\nb", "a\r\nb\r", "a\nb\r", "a\r",
    "\r", "a\r\nb\n", "a\nb\r\n", "# added by stigmerup", "source x # added by stigmerup\n",
  ])
  func `leaves no byte behind`(content: String) throws {
    let before = Array(content.utf8)
    let removed = try #require(line.removed(from: line.added(to: before)))
    #expect(removed.content == before)
    #expect(removed.origin != .noFile(missingFolders: 0))
  }

  @Test func `leaves no byte behind in any of a thousand random files`() throws {
    var random = SystemRandomNumberGenerator()
    let parts: [[UInt8]] = [
      [10], [13, 10], [13], [0], [255, 254], Array("# added by stigmerup".utf8),
      Array("export A=1".utf8), Array(" ".utf8), Array("é".utf8), Array(". \"/x/env\"".utf8),
    ]
    for _ in 0..<1000 {
      let count = Int.random(in: 0...12, using: &random)
      let before = (0..<count).flatMap { _ in parts.randomElement(using: &random) ?? [] }
      let after = line.added(to: before)
      #expect(line.isMarked(in: after))
      #expect(try #require(line.removed(from: after)).content == before, "\(before)")
    }
  }

  @Test func `leaves a person's edits around it as they are`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let parts = ["a\n", "b", "c\r\n", "\n", "d\n"]
      let before = (0..<Int.random(in: 0...4, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let edited = Array("new first line\n".utf8) + line.added(to: Array(before.utf8))
      let removed = try #require(line.removed(from: edited))
      #expect(text(removed.content) == "new first line\n" + before)
    }
  }

  @Test func `keeps lines apart that came behind a file whose last line had no end`() throws {
    let edited = line.added(to: Array("a".utf8)) + Array("b\n".utf8)
    #expect(text(try #require(line.removed(from: edited)).content) == "a\nb\n")
  }

  @Test func `is found where a person moved or changed it`() {
    for edited in [
      "a\n\(added)\nb\n", "  \(added)",
      "[ -r ~/.stigmerup/env ] && . ~/.stigmerup/env # added by stigmerup\n",
      "# . \"${HOME}/.stigmerup/env\" # added by stigmerup\n",
      ". '/home/ann/.stigmerup/env' # added by stigmerup, and mine\n",
    ] {
      #expect(line.isMarked(in: Array(edited.utf8)), "\(edited)")
      #expect(line.isPresent(in: Array(edited.utf8)), "\(edited)")
    }
  }

  @Test func `is not what another home added`() {
    for other in [
      ". \"$HOME/.stigmerup2/env\" # added by stigmerup\n",
      ". \"/srv/home/ann/.stigmerup/env\" # added by stigmerup\n",
      ". \"$HOME/.stigmerup/env\" # added by something else\n", "# added by stigmerup\n",
      "source \"$HOME/.stigmerup/env.fish\" # added by stigmerup\n",
    ] {
      #expect(!line.isMarked(in: Array(other.utf8)), "\(other)")
      #expect(line.removed(from: Array(other.utf8)) == nil, "\(other)")
    }
  }

  @Test func `counts as there when a person wrote it, unless in a comment`() {
    #expect(line.isPresent(in: Array(". ~/.stigmerup/env\n".utf8)))
    #expect(!line.isMarked(in: Array(". ~/.stigmerup/env\n".utf8)))
    #expect(!line.isPresent(in: Array("  # . ~/.stigmerup/env\n".utf8)))
  }

  @Test(arguments: 0...4) func `remembers that it came with the file`(folders: Int) throws {
    let content = line.added(to: nil, missingFolders: folders)
    let removed = try #require(line.removed(from: content))
    #expect(removed.content.isEmpty)
    #expect(removed.origin == .noFile(missingFolders: folders))
  }

  @Test func `goes all, when somebody copied it`() throws {
    let twice = Array("a\n\(added)\nb\n\(added)\n".utf8)
    #expect(text(try #require(line.removed(from: twice)).content) == "a\nb\n")
  }
}
