import Host
import Model
import Pack
import SystemPackage
import Testing

/// Folders held against a signed list, and rebuilt from others.
@Suite struct FolderReuseTests {
  private let scratch: Scratch
  private let list: FileList

  init() throws {
    scratch = try Scratch()
    list = FileList([
      try Self.entry("bin", .folder), try Self.file("bin/run", "program", isExecutable: true),
      try Self.entry("data", .folder), try Self.file("data/a", "aaaa"),
      try Self.file("data/b", "bbbb"), try Self.entry("data/c", .link(target: "b")),
    ])
  }

  private static func entry(_ path: String, _ kind: FileList.Kind) throws -> FileList.Entry {
    FileList.Entry(path: try #require(RelativePath(path)), kind: kind)
  }

  private static func file(
    _ path: String, _ content: String, isExecutable: Bool = false
  ) throws -> FileList.Entry {
    try entry(
      path,
      .file(
        length: content.utf8.count, digest: TestDigest.of(content.utf8),
        isExecutable: isExecutable))
  }

  /// As the list says.
  private func whole(_ name: String) throws -> Directory {
    try scratch.write("\(name)/bin/run", "program", mode: 0o755)
    try scratch.write("\(name)/data/a", "aaaa")
    try scratch.write("\(name)/data/b", "bbbb")
    let folder = try scratch.make(name)
    try folder.openDirectory("data").createLink("c", to: "b")
    return folder
  }

  private func differences(
    _ folder: Directory, _ depth: InspectionDepth = .content
  ) throws -> [FolderDifference] {
    try FolderInspection<TestDigest>(list, prefix: "", depth: depth).differences(in: folder)
  }

  private func fill(_ name: String, from sources: [Directory]) throws -> Bool {
    try FolderReuse<TestDigest>(list, from: sources).fill(try scratch.make(name))
  }

  // MARK: looking

  @Test func `a folder as listed has no differences, and all its bytes are hashed`() throws {
    var hashed = 0
    let found = try FolderInspection<TestDigest>(list, prefix: "x/", depth: .content)
      .differences(in: whole("one")) { hashed += $0 }
    #expect(found == [] && hashed == list.contentLength)
  }

  @Test func `content is found out at full depth, and where it is younger than the seal`() throws {
    let folder = try whole("one")
    try folder.writeFile("seal", [])
    let seal = try folder.status("seal")
    try folder.removeFile("seal")
    #expect(try differences(folder, .attributes(seal: seal)) == [])
    try folder.openDirectory("data").removeFile("a")
    try scratch.write("one/data/a", "aaax")
    let altered = [FolderDifference("data/a", .altered, .content)]
    #expect(try differences(folder) == altered)
    #expect(try differences(folder, .attributes(seal: nil)) == altered)
    #expect(try differences(folder, .attributes(seal: seal)) == altered)
  }

  @Test func `of a missing or added folder only the folder is told`() throws {
    let folder = try whole("one")
    try folder.removeTree("data")
    try scratch.write("one/more/file", "x")
    #expect(
      try differences(folder)
        == [FolderDifference("data", .missing), FolderDifference("more/", .added)])
  }

  @Test func `a folder that became a link is not followed`() throws {
    let folder = try whole("one")
    let data = try whole("two").openDirectory("data")
    try folder.removeTree("data")
    try folder.createLink("data", to: data.path.string)
    #expect(try differences(folder) == [FolderDifference("data", .altered, .kind)])
  }

  // MARK: rebuilding

  @Test func `files come from whichever folder has them good, under a second name`() throws {
    let (one, two) = (try whole("one"), try whole("two"))
    try one.openDirectory("data").removeFile("a")
    try two.openDirectory("bin").removeFile("run")
    try two.openDirectory("data").removeFile("b")
    try scratch.write("two/data/b", "bbxb")
    #expect(try fill("new", from: [one, two]))
    let new = try scratch.make("new")
    #expect(try differences(new) == [])
    #expect(try new.status("data/a")?.inode == two.status("data/a")?.inode)
    #expect(try new.status("data/b")?.inode == one.status("data/b")?.inode)
    #expect(try two.readFile("data/b", limit: 9) == Array("bbxb".utf8))
  }

  @Test func `a file with another mode is copied, and its source left as it is`() throws {
    let one = try whole("one")
    try one.openDirectory("data").openFile("a").setMode(0o4777)
    #expect(try fill("new", from: [one]))
    let new = try scratch.make("new")
    #expect(try differences(new) == [])
    #expect(try new.status("data/a")?.inode != one.status("data/a")?.inode)
    #expect(try one.status("data/a")?.mode == 0o4777)
  }

  @Test(arguments: ["aaax", "aaa", "aaaaa", nil] as [String?])
  func `what is good nowhere is not taken`(content: String?) throws {
    let one = try whole("one")
    try one.openDirectory("data").removeFile("a")
    if let content { try scratch.write("one/data/a", content) }
    #expect(try !fill("new", from: [one]))
    #expect(try scratch.make("new").status("data/a") == nil)
    #expect(try !fill("other", from: []))
  }

  @Test func `links in a source are not followed`() throws {
    let (one, two) = (try whole("one"), try whole("two"))
    try one.removeTree("data")
    try one.createLink("data", to: two.path.appending("data").string)
    #expect(try !fill("new", from: [one]))
    let three = try whole("three")
    try three.openDirectory("data").removeFile("a")
    try three.openDirectory("data").createLink("a", to: two.path.appending("data/a").string)
    #expect(try !fill("other", from: [three]))
  }
}
