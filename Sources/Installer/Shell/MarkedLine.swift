internal import SystemPackage

/// The one line that stigmerup adds to a shell's start file, marked so that it is found again.
///
/// The mark tells all it takes to restore the file byte for byte, however it was edited since, so removal depends
/// on no record that may be lost.
struct MarkedLine: Sendable, Equatable {
  static let mark = "# added by stigmerup"

  /// What the file was before the line came.
  enum Origin: Sendable, Equatable {
    /// Empty, or with a last line that had its end.
    case finishedFile
    /// With a last line that had no end: one was added before ours.
    case unfinishedLine
    /// Not there, and so many of its folders neither.
    case noFile(missingFolders: Int)
  }

  /// What the shell runs: `. "$HOME/.stigmerup/env"`.
  let command: String
  /// The ways to write the path of the file that is read; any of them tells the line as this home's.
  private let spellings: [[UInt8]]

  /// - Parameter otherNames: Paths that lead to the same home through links.
  init(shell: Shell, home: FilePath, otherNames: [FilePath] = [], userHome: FilePath?) {
    let file = home.appending(shell.environmentFile)
    let word = ShellWord.path(file, below: userHome, for: shell)
    command = "\(shell.sourceCommand) \(word)"
    var spellings = [word, file.string]
    if let rest = file.relative(to: userHome) {
      spellings += ["$HOME/\(rest)", "${HOME}/\(rest)", "~/\(rest)"]
    }
    spellings += otherNames.map { $0.appending(shell.environmentFile).string }
    self.spellings = spellings.map { Array($0.utf8) }
  }

  /// The homes that marked lines name by an absolute path, in a form that needs no careful quoting.
  static func namedHomes(in content: [UInt8]) -> [FilePath] {
    TextLine.split(content).compactMap { line in
      guard line.text.firstRange(of: Array(mark.utf8)) != nil,
        let start = line.text.firstRange(of: Array("\"/".utf8)),
        let end = line.text[start.upperBound...].firstIndex(of: UInt8(ascii: "\""))
      else { return nil }
      let file = FilePath(String(decoding: line.text[(start.lowerBound + 1)..<end], as: UTF8.self))
      return file.removingLastComponent()
    }
  }

  // MARK: reading

  /// Whether stigmerup put its line there, wherever it stands by now.
  func isMarked(in content: [UInt8]) -> Bool {
    TextLine.split(content).contains { isOwn($0) }
  }

  /// Whether the file reads the environment file already, by whoever's hand.
  func isPresent(in content: [UInt8]) -> Bool {
    TextLine.split(content).contains { isOwn($0) || (!$0.isComment && mentionsFile($0)) }
  }

  private func isOwn(_ line: TextLine) -> Bool { markRange(in: line) != nil && mentionsFile(line) }

  private func markRange(in line: TextLine) -> Range<Int>? {
    line.text.ranges(of: Array(Self.mark.utf8)).last
  }

  private func mentionsFile(_ line: TextLine) -> Bool {
    spellings.contains { spelling in
      line.text.ranges(of: spelling).contains { range in
        // Else the home '/a' would take the line of '/b/a' for its own.
        Self.endsWord(line.text[..<range.lowerBound].last)
          && Self.endsWord(line.text[range.upperBound...].first)
      }
    }
  }

  private static func endsWord(_ byte: UInt8?) -> Bool {
    byte.map { " \t\"'();&|=[]".utf8.contains($0) } ?? true
  }

  // MARK: adding

  /// - Parameters:
  ///   - content: `nil` for a file that is not there.
  ///   - missingFolders: How many folders have to be made for it.
  func added(to content: [UInt8]?, missingFolders: Int = 0) -> [UInt8] {
    guard let content else {
      return text(.noFile(missingFolders: missingFolders)) + [UInt8(ascii: "\n")]
    }
    let lines = TextLine.split(content)
    let ending = TextLine.usualEnding(of: lines)
    guard let last = lines.last, last.ending.isEmpty else {
      return content + text(.finishedFile) + ending
    }
    return content + ending + text(.unfinishedLine) + ending
  }

  private func text(_ origin: Origin) -> [UInt8] {
    Array("\(command) \(Self.mark)\(Self.remark(origin))".utf8)
  }

  private static func remark(_ origin: Origin) -> String {
    switch origin {
    case .finishedFile: ""
    case .unfinishedLine: ", with the line end before it"
    case .noFile(0): ", with this file"
    case .noFile(1): ", with this file and 1 folder"
    case .noFile(let count): ", with this file and \(count) folders"
    }
  }

  // MARK: removing

  /// - Returns: The content without the line, and what the file was before; `nil` when the line is not there.
  func removed(from content: [UInt8]) -> (content: [UInt8], origin: Origin)? {
    let lines = TextLine.split(content)
    guard let own = lines.last(where: { isOwn($0) }) else { return nil }
    let origin = origin(of: own)
    var kept = lines.filter { !isOwn($0) }
    if origin == .unfinishedLine, let last = lines.last, isOwn(last), var before = kept.popLast() {
      // Where something follows by now, the end of the line before has become its own.
      let added = last.ending.isEmpty ? TextLine.usualEnding(of: lines).count : last.ending.count
      before.ending = before.ending.dropLast(added)
      kept.append(before)
    }
    return (kept.flatMap { $0.text + $0.ending }, origin)
  }

  /// Whether the file was made for the line, and holds nothing else.
  func removesWholeFile(of content: [UInt8]) -> Bool {
    guard let rest = removed(from: content), case .noFile = rest.origin else { return false }
    return rest.content.isEmpty
  }

  private func origin(of line: TextLine) -> Origin {
    guard let mark = markRange(in: line) else { return .finishedFile }
    let remark = String(decoding: line.text[mark.upperBound...], as: UTF8.self)
    let known: [Origin] = [.unfinishedLine] + (0...9).map { .noFile(missingFolders: $0) }
    return known.last { remark.hasPrefix(Self.remark($0)) } ?? .finishedFile
  }
}
