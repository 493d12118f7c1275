import Host
import SystemPackage
import Testing

/// One Swift file of the project, as text.
struct SourceFile: CustomTestStringConvertible {
  /// Relative to the project: `Sources/Model/Version.swift`.
  let path: String
  let text: String

  /// The folder below `Sources` or `Tests`.
  var room: String { String(path.split(separator: "/")[1]) }

  /// Without `.swift`.
  var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  var testDescription: String { path }

  /// The modules of its `import` lines.
  var imports: [String] {
    lines.compactMap { line in
      line.firstMatch(
        of:
          /^\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
      ).map { String($0.1) }
    }
  }

  var hasCode: Bool {
    lines.contains {
      !$0.drop(while: \.isWhitespace).hasPrefix("//") && !$0.allSatisfy(\.isWhitespace)
    }
  }

  /// The types that it declares, nested ones too.
  var declaredTypes: Set<String> {
    Set(
      text.matches(of: /\b(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/)
        .map { String($0.1) })
  }

  var extendedTypes: Set<String> {
    Set(text.matches(of: /\bextension\s+(\w+)/).map { String($0.1) })
  }

  // MARK: the project's files

  /// The project's folder, found from this file's own path.
  static var project: FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
  }

  static let sources = load("Sources")
  static let tests = load("Tests")

  private static func load(_ folder: String) -> [SourceFile] {
    do {
      return try files(in: Directory(project.appending(folder)), at: folder)
    } catch {
      preconditionFailure("the project's own files are there: \(error.message)")
    }
  }

  /// A link to a folder is another target's sources, read there.
  private static func files(
    in directory: Directory, at path: String
  ) throws(HostError) -> [SourceFile] {
    var files: [SourceFile] = []
    for name in try directory.names() {
      switch try directory.status(name)?.kind {
      case .directory:
        files += try Self.files(in: directory.openDirectory(name), at: "\(path)/\(name)")
      case .file where name.hasSuffix(".swift"):
        let bytes = try directory.readFile(name, limit: 1 << 20)
        files.append(
          SourceFile(path: "\(path)/\(name)", text: String(decoding: bytes, as: UTF8.self)))
      default: continue
      }
    }
    return files
  }
}
