package import Host
package import Model
package import SystemPackage
package import Trust

/// Where one secret key comes from: `FILE`, or `env:NAME` for the variable NAME.
package enum KeySource: Sendable, Equatable {
  case file(FilePath)
  case variable(String)

  private static let prefix = "env:"

  /// - Parameter absolute: Makes a path of the command line absolute.
  package init(_ text: String, absolute: (String) throws -> FilePath) throws {
    guard text.hasPrefix(Self.prefix) else {
      guard !text.isEmpty else { throw KeySourceError.empty }
      self = .file(try absolute(text))
      return
    }
    let name = String(text.dropFirst(Self.prefix.count))
    guard !name.isEmpty, !name.contains("=") else { throw KeySourceError.empty }
    self = .variable(name)
  }

  /// - Parameter passphrase: Asked for an encrypted key only.
  /// - Throws: ``KeySourceError``; ``PublisherError/keyOpenToOthers(_:)``; ``KeyFileError``; `HostError`.
  package func load(
    _ environment: Environment, passphrase: () throws -> [UInt8]?
  ) throws -> SecretKey {
    let (name, pem) = try text(environment)
    do {
      return try SecretKey(pem: pem, passphrase: passphrase)
    } catch let error as SecretKeyError {
      throw KeyFileError(path: name, reason: error)
    }
  }

  private func text(_ environment: Environment) throws -> (name: String, pem: [UInt8]) {
    switch self {
    case .file(let path):
      let folder = try Directory(path.removingLastComponent())
      let name = path.lastComponent?.string ?? "."
      let status = try folder.status(name, followingLinks: true)
      guard let status else { throw KeySourceError.noFile(path.string) }
      guard status.mode & 0o077 == 0 || status.kind != .file else {
        throw PublisherError.keyOpenToOthers(path.string)
      }
      return (path.string, try folder.readFile(name, limit: KeyFolder.longestKey))
    case .variable(let name):
      guard let value = environment.nonEmpty(name) else { throw KeySourceError.unset(name) }
      return (Self.prefix + name, Self.pem(Array(value.utf8)))
    }
  }

  /// PEM as it is, or base64 of it, as stores of secrets like it that take one line only.
  private static func pem(_ value: [UInt8]) -> [UInt8] {
    if value.firstRange(of: Array("-----BEGIN".utf8)) != nil { return value }
    return Base64.decode(value) ?? value
  }
}

package enum KeySourceError: UserError, Equatable {
  case empty
  case noFile(String)
  case unset(String)

  package var message: String {
    switch self {
    case .empty: "--key names neither a file nor a variable"
    case .noFile(let path): "there is no key '\(Printable.escaped(path, limit: 4000))'"
    case .unset(let name): "the variable '\(Printable.escaped(name))' holds no key: it is not set"
    }
  }

  package var hint: String? {
    switch self {
    case .empty, .noFile: "--key FILE, or --key env:NAME"
    case .unset: "it should hold the key's PEM, or base64 of it"
    }
  }
}
