import Host
import Model
import Pack
import Testing

/// Archives that only the policy for entries can refuse: every digest is right.
struct EntryAttackTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  func refusal(_ fill: (inout HostileTar) -> Void) throws -> UnpackError.Reason? {
    var tar = HostileTar()
    fill(&tar)
    let framed = Framed(tar)
    return try scratch.refusal(framed.artifact, framed.bytes)
  }

  @Test func `an archive without tricks is accepted, so what is refused below is the trick`() throws
  {
    let refusal = try refusal {
      $0.add("d/", .folder, mode: 0o755)
      $0.add("d/file", .file, "content", mode: 0o755)
      $0.add("d/link", .link, target: "../d/file")
    }
    #expect(refusal == nil)
    #expect(try scratch.read("inside/unpacked/d/link") == Array("content".utf8))
  }

  @Test(arguments: [
    ("/etc/passwd", NameProblem.absolute), ("//etc/passwd", .absolute),
    ("../outside/secret", .parent), ("d/../../outside/secret", .parent), ("..", .parent),
    ("./file", .dot), (".", .dot), ("d/./file", .dot), ("d//file", .emptyName), ("", .empty),
    ("bell\u{7}", .controlCharacter), ("line\nbreak", .controlCharacter),
    ("escape\u{1B}[2J", .controlCharacter), ("delete\u{7F}", .controlCharacter),
    ("c1\u{9B}2J", .controlCharacter),
  ])
  func `a file by such a name is refused`(name: String, problem: NameProblem) throws {
    let refusal = try refusal {
      $0.add("d/", .folder)
      $0.add(name, .file, "evil")
    }
    #expect(refusal == .name(name, problem))
    #expect(try scratch.read("outside/secret") == Array("untouched".utf8))
  }

  @Test(arguments: ["/tmp/evil/", "../evil/", "d/../../evil/", "/"])
  func `a folder by such a name is refused`(name: String) throws {
    let refusal = try refusal { $0.add(name, .folder, mode: 0o755) }
    guard case .name = refusal else {
      Issue.record("not refused for its name: \(String(describing: refusal))")
      return
    }
  }

  @Test func `a name that is not UTF-8 is refused`() throws {
    let refusal = try refusal { $0.add([0x66, 0xFF, 0xFE], .file, "x") }
    #expect(refusal == .name("\u{FFFD}", .notUTF8))
  }

  @Test func `a name or path that is too long is refused`() throws {
    let name = String(repeating: "n", count: 256)
    #expect(
      try refusal {
        $0.addRecords([("hdrcharset", "BINARY"), ("path", name)])
        $0.add("short")
      } == .name(name, .nameTooLong))
  }

  @Test func `a path that is too deep is refused`() throws {
    let path = Array(repeating: "d", count: 101).joined(separator: "/")
    #expect(
      try refusal {
        $0.addRecords([("hdrcharset", "BINARY"), ("path", path)])
        $0.add("short")
      } == .name(path, .tooDeep))
  }

  @Test func `an extended header cannot smuggle in a path`() throws {
    #expect(
      try refusal {
        $0.addRecords([("hdrcharset", "BINARY"), ("path", "../outside/secret")])
        $0.add("harmless", .file, "evil")
      } == .name("../outside/secret", .parent))
    #expect(try scratch.read("outside/secret") == Array("untouched".utf8))
  }

  @Test(arguments: [
    ("/etc/passwd", LinkProblem.absolute), ("../../outside/secret", .leaves), ("..", .leaves),
    ("d/../../x", .leaves), ("../\u{301}", .leaves), ("/\u{301}", .absolute), ("self", .circle),
    ("a\u{1B}b", .controlCharacter), ("", .empty),
  ])
  func `a link to such a place is refused`(target: String, problem: LinkProblem) throws {
    let refusal = try refusal {
      $0.add("d/", .folder)
      $0.add("self", .link, target: target)
    }
    #expect(refusal == .link("self", target: target, problem))
  }

  @Test func `a link that leaves only by way of other links is refused, in either order`() throws {
    // By text 'z' stays inside; by way of 'a/b/up', which is the top, it does not.
    let refusal = try refusal {
      $0.add("a/", .folder)
      $0.add("a/b/", .folder)
      $0.add("a/b/up", .link, target: "../..")
      $0.add("z", .link, target: "a/b/up/../outside")
    }
    #expect(refusal == .link("z", target: "a/b/up/../outside", .leaves))
    let second = try EntryAttackTests().refusal {
      $0.add("a2/", .folder)
      $0.add("a2/b", .link, target: "../UP/..")
      $0.add("up", .link, target: ".")
    }
    #expect(second == .link("a2/b", target: "../UP/..", .leaves))
  }

  @Test(arguments: ["../../outside", "d"])
  func `nothing is written through a link`(target: String) throws {
    let refusal = try refusal {
      $0.add("d/", .folder)
      $0.add("way", .link, target: target)
      $0.add("way/secret", .file, "evil")
    }
    #expect(refusal == .throughLink("way/secret"))
    #expect(try scratch.read("outside/secret") == Array("untouched".utf8))
  }

  @Test func `a link cannot be exchanged for a folder or a file to write through`() throws {
    for kind in [HostileTar.Kind.folder, .file] {
      let scratch = try Scratch()
      var tar = HostileTar()
      tar.add("way", .link, target: "elsewhere")
      tar.add("way", kind, kind == .file ? "evil" : "")
      let framed = Framed(tar)
      #expect(try scratch.refusal(framed.artifact, framed.bytes) == .duplicate("way"))
    }
  }

  @Test func `a file is no folder`() throws {
    #expect(
      try refusal {
        $0.add("f", .file, "x")
        $0.add("f/g", .file, "x")
      } == .throughLink("f/g"))
  }

  @Test func `an entry before its folder is refused`() throws {
    #expect(try refusal { $0.add("d/file", .file, "x") } == .noFolder("d/file"))
  }

  @Test func `hard links are refused, inside and outside`() throws {
    for target in ["first", "../outside/secret", "/etc/passwd"] {
      let scratch = try Scratch()
      var tar = HostileTar()
      tar.add("first", .file, "x")
      tar.add("second", .hardLink, target: target)
      let framed = Framed(tar)
      #expect(try scratch.refusal(framed.artifact, framed.bytes) == .hardLink("second"))
    }
  }

  @Test(arguments: [HostileTar.Kind.characterDevice, .blockDevice, .pipe])
  func `devices and pipes are refused`(kind: HostileTar.Kind) throws {
    #expect(try refusal { $0.add("null", kind) } == .special("null"))
  }

  @Test(arguments: [0o4755, 0o2755, 0o1755, 0o7777])
  func `set-id and sticky bits are refused, on files and on folders`(mode: Int) throws {
    #expect(try refusal { $0.add("su", .file, "x", mode: mode) } == .setID("su"))
    var tar = HostileTar()
    tar.add("d/", .folder, mode: mode)
    let framed = Framed(tar)
    #expect(try Scratch().refusal(framed.artifact, framed.bytes) == .setID("d"))
  }

  @Test func `two entries by one name are refused`() throws {
    #expect(
      try refusal {
        $0.add("tool", .file, "good")
        $0.add("tool", .file, "evil")
      } == .duplicate("tool"))
    #expect(try scratch.read("inside/unpacked/tool") == Array("good".utf8))
  }

  @Test(arguments: [("Tool", "tool"), ("GRÖẞE", "größe"), ("é", "e\u{301}")])
  func `two names that are one where case is folded are refused`(one: String, other: String) throws
  {
    let refusal = try refusal {
      $0.add(one, .file, "good")
      $0.add(other, .file, "evil")
    }
    #expect(refusal == .collision(one, other))
  }

  @Test func `a folder by another case cannot be entered`() throws {
    #expect(
      try refusal {
        $0.add("d/", .folder)
        $0.add("D/file", .file, "x")
      } == .collision("d", "D"))
  }

  @Test func `sparse files are refused`() throws {
    let refusal = try refusal {
      $0.addRecords([
        ("GNU.sparse.size", "1000000"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "9,1"),
      ])
      $0.add("holes", .file, "x")
    }
    #expect(refusal == .sparse("holes"))
  }

  @Test func `more content than the manifest says is refused before it is written`() throws {
    var tar = HostileTar()
    tar.add("small", .file, "1234")
    tar.add("large", .file, "12345")
    var framed = Framed(tar)
    framed.unpackedLength = 8
    #expect(
      try scratch.refusal(framed.artifact, framed.bytes) == .contentTooLong("large", most: 8))
    #expect(try scratch.make("inside/unpacked").names() == ["small"])
  }

  @Test func `less content than the manifest says is refused`() throws {
    var tar = HostileTar()
    tar.add("small", .file, "1234")
    var framed = Framed(tar)
    framed.unpackedLength = 8
    #expect(
      try scratch.refusal(framed.artifact, framed.bytes) == .contentTooShort(4, expected: 8))
  }
}
