/// The floor table of `docs/architecture.md` and DESIGN section 7, as data: what each room may import.
enum Floors {
  struct Room {
    let name: String
    let floor: Int
    /// Rooms on lower floors, C targets and packages, by module name.
    let imports: Set<String>
  }

  static let cTargets: Set<String> = ["CCurl", "COpenSSL", "CArchive", "CZstd", "CPosix"]

  /// From floor 2 up, where a room needs a system call or a path.
  static let systemCalls: Set<String> = ["CPosix", "SystemPackage"]

  /// The table's rows from floor 1 to floor 5.
  static let rooms: [Room] = [
    Room(name: "Model", floor: 1, imports: []),
    Room(name: "Selection", floor: 1, imports: ["CPosix"]),
    Room(name: "Host", floor: 2, imports: ["Model", "CPosix", "SystemPackage"]),
    Room(name: "Settings", floor: 2, imports: ["Model", "TOMLKit"]),
    Room(name: "Trust", floor: 3, imports: ["Model", "COpenSSL"]),
    Room(name: "Transport", floor: 3, imports: ["Model", "Host", "CCurl"]),
    Room(name: "Pack", floor: 3, imports: ["Model", "Host", "CArchive", "CZstd", "Dispatch"]),
    Room(name: "Store", floor: 3, imports: ["Model", "Host", "Selection", "Settings"]),
    Room(name: "Installer", floor: 4, imports: names(onFloors: 1...3)),
    Room(name: "Publisher", floor: 4, imports: names(onFloors: 1...3).union(["COpenSSL"])),
    Room(name: "CommandParsing", floor: 4, imports: ["Model", "Host", "ArgumentParser"]),
    Room(name: "StigmerupCLI", floor: 5, imports: names(onFloors: 1...4).union(["ArgumentParser"])),
    Room(name: "PublisherCLI", floor: 5, imports: names(onFloors: 1...4).union(["ArgumentParser"])),
  ]

  /// Floor 6, which the table tells in words.
  static let programs: [Room] = [
    Room(name: "stigmerup", floor: 6, imports: ["StigmerupCLI"]),
    Room(name: "stigmerup-publish", floor: 6, imports: ["PublisherCLI"]),
    Room(name: "stigmer-shim", floor: 6, imports: ["Selection", "SelectionEmbedded"]),
    // For the public conformance suite; not shipped.
    Room(
      name: "tuf-conformance-client", floor: 6,
      imports: ["Model", "Trust", "Transport", "Host", "Glibc", "Darwin"]),
  ]

  /// For `exit` at the entry points.
  static let systemLibraries: Set<String> = ["Glibc", "Darwin"]

  /// All that a source file may import; `nil` when nobody has given its room a floor.
  static func allowedImports(of file: SourceFile) -> Set<String>? {
    guard let room = (rooms + programs).first(where: { $0.name == file.room }) else { return nil }
    var allowed = room.imports
    if room.floor >= 2 { allowed.formUnion(systemCalls) }
    if room.floor == 6 && file.name == "main" { allowed.formUnion(systemLibraries) }
    return allowed
  }

  static func names(onFloors floors: ClosedRange<Int>) -> Set<String> {
    let floorOf = [
      "Model": 1, "Selection": 1, "Host": 2, "Settings": 2, "Trust": 3, "Transport": 3, "Pack": 3,
      "Store": 3, "Installer": 4, "Publisher": 4, "CommandParsing": 4,
    ]
    return Set(floorOf.filter { floors.contains($0.value) }.keys)
  }
}
