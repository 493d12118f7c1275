import Host
import SystemPackage
import Testing

@Suite struct ArchitectureTests {
  @Test func `the sources are found`() {
    #expect(SourceFile.sources.count > 80)
    #expect(Set(SourceFile.sources.map(\.room)).isSuperset(of: Floors.rooms.map(\.name)))
  }

  @Test(arguments: SourceFile.sources)
  func `a file imports only what its floor allows`(file: SourceFile) throws {
    let allowed = try #require(
      Floors.allowedImports(of: file), "'\(file.room)' has no place in the floor table")
    for name in file.imports {
      #expect(allowed.contains(name), "\(file.path) imports \(name)")
    }
  }

  @Test func `a room's imports lie on lower floors`() {
    let floors = Dictionary(uniqueKeysWithValues: Floors.rooms.map { ($0.name, $0.floor) })
    for room in Floors.rooms {
      for name in room.imports {
        #expect(floors[name, default: 0] < room.floor, "\(room.name) imports \(name)")
      }
      #expect(
        Floors.names(onFloors: room.floor...room.floor).contains(room.name) || room.floor == 5)
    }
  }

  private static let document = SourceFile.project.appending("docs/architecture.md")
  private static let hasDocument =
    (try? Directory(document.removingLastComponent()).status("architecture.md")) ?? nil != nil

  @Test(.enabled(if: Self.hasDocument, "docs/architecture.md is not written yet"))
  func `the table in the documentation is the one that is tested`() throws {
    let folder = try Directory(Self.document.removingLastComponent())
    let bytes = try folder.readFile("architecture.md", limit: 1 << 20)
    let text = String(decoding: bytes, as: UTF8.self)
    let table = FloorTable(parsing: text)
    #expect(table.cTargets == Floors.cTargets)
    #expect(Set(table.rows.keys) == Set(Floors.rooms.map(\.name)))
    for room in Floors.rooms {
      #expect(
        table.rows[room.name] == FloorTable.Row(floor: room.floor, imports: room.imports),
        "the row of \(room.name)")
    }
    #expect(text.contains("`CPosix` and SystemPackage may be imported from floor 2 up"))
  }

  @Test(arguments: SourceFile.sources)
  func `nothing that is shipped needs Foundation`(file: SourceFile) {
    #expect(!file.imports.contains { $0.hasPrefix("Foundation") })
  }

  @Test(arguments: SourceFile.sources.filter { $0.room != "Host" })
  func `systems are told apart in Host, at entry points and in the shim's first lines`(
    file: SourceFile
  ) {
    // Not shipped: an entry point as a whole.
    if file.name == "main" || file.room == "tuf-conformance-client" { return }
    let place = file.lines.firstIndex {
      $0.contains(/canImport\((Darwin|Glibc|Musl)\)|os\(macOS\)/)
    }
    guard let place else { return }
    #expect(
      file.room == "stigmer-shim" && place < 20, "\(file.path) line \(place + 1) tells them apart")
  }

  @Test(arguments: SourceFile.sources + SourceFile.tests)
  func `a file has at most 400 lines`(file: SourceFile) {
    #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1)")
  }

  /// Files of free functions, or of one aspect of several types; each says at its top what it holds.
  private static let namedForTheirSubject: Set<String> = [
    "Sources/Selection/Path.swift", "Sources/Selection/Posix.swift",
    "Sources/Selection/Resolution.swift", "Sources/Selection/Rules.swift",
    "Sources/Selection/StringBridging.swift", "Sources/stigmer-shim/Execution.swift",
    "Sources/stigmer-shim/Shim.swift",
  ]

  @Test(arguments: SourceFile.sources.filter { $0.hasCode && $0.name != "main" })
  func `a file is named for a type that it declares, or Type+What for one that it extends`(
    file: SourceFile
  ) {
    if Self.namedForTheirSubject.contains(file.path) { return }
    let parts = file.name.split(separator: "+")
    if parts.count == 2 {
      #expect(file.extendedTypes.contains(String(parts[0])), "\(file.path)")
    } else {
      #expect(file.declaredTypes.contains(file.name), "\(file.path)")
    }
  }

  @Test func `the exceptions to the naming rule are still there`() {
    let paths = Set(SourceFile.sources.map(\.path))
    #expect(Self.namedForTheirSubject.isSubset(of: paths))
  }

  @Test(arguments: [
    ("import A", ["A"]), ("  package import B", ["B"]), ("@testable import C", ["C"]),
    ("private import struct D.E", ["D"]), ("@_exported public import F", ["F"]),
    ("// import G", []), ("/// private import H", []), ("let important = 1", []),
  ])
  func `import lines are understood`(line: String, modules: [String]) {
    #expect(SourceFile(path: "Sources/X/Y.swift", text: "\n\(line)\n").imports == modules)
  }
}
