import Model
import Pack
import Testing

/// The signed list of files, and archives that differ from it.
struct FileListTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static func path(_ text: String) throws -> RelativePath { try #require(RelativePath(text)) }

  static func file(_ path: String, _ content: String, isExecutable: Bool = false) throws
    -> FileList.Entry
  {
    FileList.Entry(
      path: try self.path(path),
      kind: .file(
        length: content.utf8.count, digest: TestDigest.of(content.utf8),
        isExecutable: isExecutable))
  }

  static func listed() throws -> [FileList.Entry] {
    [
      FileList.Entry(path: try path("d"), kind: .folder),
      try file("d/one", "1"),
      FileList.Entry(path: try path("link"), kind: .link(target: "d/one")),
      try file("tool", "two", isExecutable: true),
    ]
  }

  func refusal(listed: [FileList.Entry]) throws -> UnpackError.Reason? {
    var tar = HostileTar()
    tar.add("d/", .folder)
    tar.add("d/one", .file, "1")
    tar.add("link", .link, target: "d/one")
    tar.add("tool", .file, "two", mode: 0o755)
    let framed = Framed(tar)
    return try scratch.refusal(framed.artifact, framed.bytes, files: FileList(listed))
  }

  @Test func `an archive as listed is accepted`() throws {
    #expect(try refusal(listed: Self.listed()) == nil)
  }

  @Test(arguments: [0, 1, 2, 3])
  func `an entry that is not listed is refused`(index: Int) throws {
    var listed = try Self.listed()
    let path = listed.remove(at: index).path.description
    #expect(try refusal(listed: listed) == .notListed(path))
  }

  @Test(arguments: ["a", "d/zero", "m", "z"])
  func `a listed entry that is missing is noticed`(path: String) throws {
    let listed = try Self.listed() + [Self.file(path, "x")]
    #expect(try refusal(listed: listed) == .missing(path))
  }

  @Test func `another kind, length, target or x bit is refused`() throws {
    let path = Self.path
    let others = [
      (1, FileList.Entry(path: try path("d/one"), kind: .folder)),
      (1, try Self.file("d/one", "22")),
      (1, try Self.file("d/one", "1", isExecutable: true)),
      (2, FileList.Entry(path: try path("link"), kind: .link(target: "tool"))),
      (2, try Self.file("link", "d/one")),
      (3, try Self.file("tool", "two")),
    ]
    for (index, other) in others {
      var listed = try Self.listed()
      listed[index] = other
      let tests = try FileListTests()
      let refusal = try tests.refusal(listed: listed)
      #expect(refusal == .listedDifferently(other.path.description))
    }
  }

  @Test func `another content of the same length is refused when content is verified`() throws {
    var listed = try Self.listed()
    listed[3] = try Self.file("tool", "TWO", isExecutable: true)
    #expect(try refusal(listed: listed) == .contentAltered("tool"))
  }

  @Test func `entries in another order than the list's are refused`() throws {
    var tar = HostileTar()
    tar.add("b", .file, "1")
    tar.add("a", .file, "2")
    let framed = Framed(tar)
    let list = FileList([try Self.file("a", "2"), try Self.file("b", "1")])
    #expect(try scratch.refusal(framed.artifact, framed.bytes, files: list) == .missing("a"))
  }

  // MARK: the list as an object

  @Test func `a list comes back from its object`() throws {
    let list = FileList(try Self.listed())
    let (object, reference) = try FileListCodec<TestDigest>.pack(list)
    #expect(reference.length == object.count)
    #expect(try FileListCodec<TestDigest>.unpack(object, as: reference, of: "tool") == list)
  }

  @Test func `an altered list is refused before it is decoded`() throws {
    let (object, reference) = try FileListCodec<TestDigest>.pack(FileList(try Self.listed()))
    var altered = object
    altered[altered.count / 2] ^= 1
    for bytes in [altered, Array(object.dropLast()), object + [0], []] {
      let error = #expect(throws: UnpackError.self) {
        try FileListCodec<TestDigest>.unpack(bytes, as: reference, of: "tool 1.0.0")
      }
      #expect(error?.reason == .listAltered)
      #expect(error?.isDamage == true)
      #expect(error?.message.hasPrefix("the list of files of tool 1.0.0 is refused") == true)
    }
  }

  @Test func `a list that is a bomb, no zstd or two frames is refused`() throws {
    let json = FileList(try Self.listed()).bytes
    let cases: [([UInt8], UnpackError.Reason)] = [
      (Framed.pack([UInt8](repeating: 0x20, count: 200 << 20)), .listTooLong),
      (json, .listNotOneFrame),
      (Framed.pack(json) + Framed.pack(json), .listNotOneFrame),
    ]
    for (object, reason) in cases {
      let reference = ObjectReference(digest: TestDigest.of(object), length: object.count)
      let error = #expect(throws: UnpackError.self) {
        try FileListCodec<TestDigest>.unpack(object, as: reference, of: "tool")
      }
      #expect(error?.reason == reason)
    }
  }

  @Test func `a sound frame that holds no list is a format error`() throws {
    let object = Framed.pack(Array("{}".utf8))
    let reference = ObjectReference(digest: TestDigest.of(object), length: object.count)
    #expect(throws: FormatError.self) {
      try FileListCodec<TestDigest>.unpack(object, as: reference, of: "tool")
    }
  }
}
