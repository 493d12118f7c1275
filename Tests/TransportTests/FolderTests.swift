import Host
import SystemPackage
import Testing
import Transport

struct FolderTests {
  private let folder = Fixtures.Folder()

  @Test func `a folder with blanks in its name serves files`() throws {
    try folder.write("metadata/1.root.json", [1, 2, 3])
    let encoded = folder.path.split(separator: " ").joined(separator: "%20")
    for text in [folder.path, "file://" + folder.path, "file://" + encoded + "/"] {
      #expect(try Transport(text).fetch("metadata/1.root.json", limit: 3) == [1, 2, 3])
    }
  }

  @Test func `a name that holds a percent sign is taken as it is`() throws {
    try folder.write("a%2Fb.json", [7])
    #expect(try Transport(folder.path).fetch("a%2Fb.json", limit: 1) == [7])
  }

  @Test(arguments: ["metadata/2.root.json", "nowhere/x", "file/x"])
  func `a file that is not there is not found`(path: String) throws {
    try folder.write("file", [])
    let error = try Transport(folder.path).failure(path)
    #expect(
      error == .notFound(url: "file://\(folder.path)/\(path)", status: nil, elsewhere: nil))
  }

  @Test func `a repository that is not there is another error than a file that is not there`()
    throws
  {
    let error = try Transport(folder.path + "/unplugged").failure("x")
    #expect(error?.isNotFound == false)
    #expect(error?.message.contains("unplugged") == true)
    #expect(error?.hint != nil)
  }

  @Test func `a folder in place of a file is refused`() throws {
    try folder.write("objects/x/y", [])
    let transport = try Transport(folder.path)
    #expect(transport.failure("objects/x") == .notAFile(url: "file://\(folder.path)/objects/x"))
    #expect(
      transport.download("objects/x", length: 1).failure()
        == .notAFile(url: "file://\(folder.path)/objects/x"))
  }

  @Test func `the limit holds for folders too`() throws {
    try folder.write("x", [1, 2, 3])
    let transport = try Transport(folder.path)
    #expect(try transport.fetch("x", limit: 3).count == 3)
    #expect(
      transport.failure("x", limit: 2) == .tooLong(url: "file://\(folder.path)/x", limit: 2))
  }

  @Test(arguments: [0, 1, 299_999, 300_000])
  func `a download begins where it is wanted`(offset: Int) throws {
    try folder.write("o", FaultyServer.content(0..<300_000))
    let download = try Transport(folder.path).download("o", length: 300_000, from: offset)
    #expect(try download.readAll(piece: 4096) == FaultyServer.content(offset..<300_000))
  }

  @Test(arguments: [9, 11])
  func `another length than the signed one is refused`(length: Int) throws {
    try folder.write("o", FaultyServer.content(0..<10))
    let download = try Transport(folder.path).download("o", length: length)
    #expect(
      download.failure()
        == .wrongLength(url: "file://\(folder.path)/o", expected: length, found: 10))
  }

  @Test(.disabled(if: Machine.effectiveUser == 0, "root may read everything"))
  func `a file that may not be read is an error with a hint`() throws {
    try folder.write("x", [1])
    try Directory(.init(folder.path)).openFile("x").setMode(0)
    let error = try Transport(folder.path).failure("x")
    #expect(error?.isNotFound == false)
    #expect(error?.hint?.contains("ls -ld") == true)
  }

  @Test func `a path out of the folder is refused`() throws {
    #expect(try Transport(folder.path).failure("../x") == .badPath("../x"))
  }
}
