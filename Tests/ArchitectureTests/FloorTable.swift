/// The table that opens `docs/architecture.md`, read back: `| floor | target | does | may import |`.
struct FloorTable {
  struct Row: Equatable {
    let floor: Int
    let imports: Set<String>
  }

  /// By target's name; floor 0 and the programs, whose cells are words, are left out.
  private(set) var rows: [String: Row] = [:]
  private(set) var cTargets: Set<String> = []

  init(parsing document: String) {
    for line in document.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map {
        String($0.trimmingPrefix(while: \.isWhitespace))
      }
      guard cells.count == 4 || cells.count == 5, let floor = Int(cells[0].prefix { $0.isNumber })
      else { continue }
      let names = Self.quoted(cells[1])
      switch floor {
      case 0: cTargets.formUnion(names)
      case 1...5:
        for name in names { rows[name] = Row(floor: floor, imports: Self.imports(cells[3])) }
      default: continue
      }
    }
  }

  private static func imports(_ cell: String) -> Set<String> {
    var imports = Set(quoted(cell))
    for package in ["SystemPackage", "TOMLKit", "ArgumentParser", "Dispatch"]
    where cell.contains(package) {
      imports.insert(package)
    }
    if let match = cell.firstMatch(of: /floors (\d)-(\d)/),
      let first = Int(match.1), let last = Int(match.2), first <= last
    {
      imports.formUnion(Floors.names(onFloors: first...last))
    }
    return imports
  }

  private static func quoted(_ cell: String) -> [String] {
    cell.matches(of: /`(\w+)`/).map { String($0.1) }
  }
}
