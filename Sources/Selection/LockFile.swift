/// `stigmer-toolchain.lock`: one release, named so that nothing else can take its place.
///
/// The format is `docs/reference/file-formats.md`, "stigmer-toolchain.lock": TOML of one fixed
/// layout, so that the shim and the manager read it with the same few lines, and no two readers
/// can disagree about it.
package struct LockFile: Equatable, Sendable {
  package struct Artifact: Equatable, Sendable {
    package let component: ByteString
    /// It may be one that this version does not know.
    package let platform: ByteString
    /// 64 lower-case hexadecimal digits.
    package let digest: ByteString
  }

  /// In bytes.
  package static var longest: Int { longestSmallFile }

  package let release: LockedRelease
  /// In the byte order of `component.platform`, each once.
  package let artifacts: [Artifact]

  package init(parsing contents: ByteString) throws(LockProblem) {
    var reader = LockReader()
    for line in contents.bytes.split(
      separator: Ascii.newline, omittingEmptySubsequences: false)
    {
      try reader.accept(line)
    }
    // The end of the text ends no line: a carriage return there stands alone.
    guard contents.bytes.last != Ascii.carriageReturn else {
      throw reader.problem(.controlCharacter)
    }
    self = try reader.finish()
  }

  fileprivate init(release: LockedRelease, artifacts: [Artifact]) {
    self.release = release
    self.artifacts = artifacts
  }

  /// - Returns: nil when there is certainly nothing called `path`.
  package static func read(_ path: ByteString) throws(LockProblem) -> LockFile? {
    switch readSmallFile(path, followingLink: false) {
    case .absent: return nil
    case .unreadable(let trouble): throw LockProblem(trouble)
    case .contents(let contents): return try LockFile(parsing: contents)
    }
  }
}

/// The bytes that a lock allows: a version, and the manifest that it must have.
package struct LockedRelease: Equatable, Sendable {
  package let version: VersionName
  /// 64 lower-case hexadecimal digits.
  package let manifest: ByteString

  package init(version: VersionName, manifest: ByteString) {
    self.version = version
    self.manifest = manifest
  }
}

/// What the lines so far have said.
private struct LockReader {
  private var line = 0
  private var next = LockPart.schema
  private var version: VersionName?
  private var manifest: ByteString?
  private var artifacts: [LockFile.Artifact] = []
  private var lastKey: ArraySlice<UInt8> = []

  mutating func accept(_ raw: ArraySlice<UInt8>) throws(LockProblem) {
    line += 1
    // git on Windows may write line ends so.
    let text = raw.last == Ascii.carriageReturn ? raw.dropLast() : raw
    guard !text.contains(where: { $0.isControl }) else { throw problem(.controlCharacter) }
    guard ByteString(text).isUTF8 else { throw problem(.notText) }
    guard let first = text.first, first != Ascii.hash else { return }
    guard !isConflictMark(text) else { throw problem(.conflict) }
    switch next {
    case .schema: try acceptSchema(text)
    case .version: try acceptVersion(text)
    case .manifest: try acceptManifest(text)
    case .heading: try acceptHeading(text)
    case .artifact: try acceptArtifact(text)
    }
  }

  func finish() throws(LockProblem) -> LockFile {
    guard next == .artifact, let version, let manifest else { throw problem(.missing(next)) }
    return LockFile(
      release: LockedRelease(version: version, manifest: manifest), artifacts: artifacts)
  }

  private mutating func acceptSchema(_ text: ArraySlice<UInt8>) throws(LockProblem) {
    guard let value = rest(of: text, after: "schema = "), !value.isEmpty, value.areDigits else {
      throw problem(.unexpected(.schema))
    }
    guard ByteString(value) == "1" else { throw problem(.unknownSchema) }
    next = .version
  }

  private mutating func acceptVersion(_ text: ArraySlice<UInt8>) throws(LockProblem) {
    guard let value = rest(of: text, after: "version = ") else { throw misplaced(text) }
    // Links are named by versions: what no release can be called is none.
    guard let name = quoted(value), name.count <= 128,
      let version = VersionName(ByteString(name)), version.bytes == ByteString(name)
    else { throw problem(.notAVersion) }
    self.version = version
    next = .manifest
  }

  private mutating func acceptManifest(_ text: ArraySlice<UInt8>) throws(LockProblem) {
    guard let value = rest(of: text, after: "manifest = ") else { throw misplaced(text) }
    manifest = try digest(value)
    next = .heading
  }

  private mutating func acceptHeading(_ text: ArraySlice<UInt8>) throws(LockProblem) {
    guard ByteString(text) == "[artifacts]" else { throw misplaced(text) }
    next = .artifact
  }

  private mutating func acceptArtifact(_ text: ArraySlice<UInt8>) throws(LockProblem) {
    let component = text.prefix { $0.isNameByte }
    let afterComponent = text.dropFirst(component.count)
    guard component.first?.isLowerLetter == true, component.count <= 64,
      afterComponent.first == Ascii.dot
    else { throw misplaced(text) }
    let platform = afterComponent.dropFirst().prefix { $0.isNameByte }
    let value = afterComponent.dropFirst(platform.count + 1)
    guard !platform.isEmpty, platform.count <= 64, let value = rest(of: value, after: " = ") else {
      throw misplaced(text)
    }
    let key = text.prefix(component.count + 1 + platform.count)
    let order = compareBytes(lastKey, key)
    guard order != 0 else { throw problem(.duplicate) }
    guard order < 0 else { throw problem(.unsorted) }
    artifacts.append(
      LockFile.Artifact(
        component: ByteString(component), platform: ByteString(platform),
        digest: try digest(value)))
    lastKey = key
  }

  /// A line that is not the next one: perhaps one that was there.
  private func misplaced(_ text: ArraySlice<UInt8>) -> LockProblem {
    let isSecond =
      rest(of: text, after: "schema = ") != nil
      || (version != nil && rest(of: text, after: "version = ") != nil)
      || (manifest != nil && rest(of: text, after: "manifest = ") != nil)
      || (next == .artifact && ByteString(text) == "[artifacts]")
    return problem(isSecond ? .duplicate : .unexpected(next))
  }

  private func digest(_ value: ArraySlice<UInt8>) throws(LockProblem) -> ByteString {
    guard let digits = quoted(value), digits.count == 64, digits.areLowerHex else {
      throw problem(.notADigest)
    }
    return ByteString(digits)
  }

  /// What stands between double quotes. A version or a digest has none in it.
  private func quoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard value.count >= 2, value.first == Ascii.doubleQuote, value.last == Ascii.doubleQuote else {
      return nil
    }
    return value.dropFirst().dropLast()
  }

  private func rest(of text: ArraySlice<UInt8>, after start: ByteString) -> ArraySlice<UInt8>? {
    text.starts(with: start.bytes) ? text.dropFirst(start.bytes.count) : nil
  }

  private func isConflictMark(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, text.prefix(while: { $0 == first }).count >= 7 else {
      return false
    }
    return first == Ascii.less || first == Ascii.greater || first == Ascii.equals
      || first == Ascii.bar
  }

  func problem(_ kind: LockProblem.Kind) -> LockProblem { LockProblem(kind, line: line) }
}

extension LockProblem {
  fileprivate init(_ trouble: FileTrouble) {
    let kind: Kind =
      switch trouble {
      case .link: .link
      case .notAFile: .notAFile
      case .tooLong: .tooLong
      case .outOfReach: .outOfReach
      }
    self.init(kind)
  }
}

extension UInt8 {
  fileprivate var isLowerLetter: Bool { self >= 0x61 && self <= 0x7A }
  fileprivate var isNameByte: Bool { isLowerLetter || isDigit || self == Ascii.hyphen }
}
