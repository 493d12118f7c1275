private import Host
private import Model
internal import SystemPackage

/// Where a repository can be read: a folder here, or a base URL.
package struct RepositoryLocation: Hashable, Sendable, CustomStringConvertible {
  enum Base: Hashable, Sendable {
    case folder(FilePath)
    /// Its text has no `/` at its end.
    case web(WebAddress)
  }

  let base: Base

  /// - Parameter text: `https://host[:port]/base`; `http://` with 127.0.0.1, localhost or [::1]; `file:///path`; or an
  ///   absolute path. Slashes at the end do not count. The path of a `file` URL is taken as it is written when a
  ///   folder of that name exists, otherwise percent-decoded (RFC 8089). A user name and password in a URL are
  ///   used, and never printed.
  package init(_ text: String) throws(LocationError) {
    if text.hasPrefix("/") {
      base = .folder(FilePath(text))
    } else if text.lowercased().hasPrefix("file://") {
      base = .folder(try Self.folder(of: text))
    } else {
      base = .web(try Self.address(of: text))
    }
  }

  /// For messages and settings shown to people: without user name and password.
  package var description: String {
    switch base {
    case .folder(let path): "file://" + Printable.escaped(path.string)
    case .web(let address): address.printable
    }
  }

  /// A folder on this machine, which no network is needed for.
  package var isFolder: Bool {
    if case .folder = base { true } else { false }
  }

  /// `path` below this location, for messages.
  func describing(_ path: String) -> String {
    switch base {
    case .folder(let folder):
      Printable.escaped("file://" + (folder.string == "/" ? "" : folder.string) + "/" + path)
    case .web(let address): address.printable + "/" + Printable.escaped(path)
    }
  }

  private static func folder(of text: String) throws(LocationError) -> FilePath {
    let written = text.dropFirst("file://".count)
    let path = written.lowercased().hasPrefix("localhost/") ? written.dropFirst(9) : written
    guard path.hasPrefix("/") else { throw .otherMachine(text) }
    let raw = FilePath(String(path))
    guard let decoded = PercentEncoding.decode(path), decoded != path else { return raw }
    do throws(HostError) {
      _ = try Directory(raw)
      return raw
    } catch {
      return FilePath(decoded)
    }
  }

  private static func address(of text: String) throws(LocationError) -> WebAddress {
    guard let given = WebAddress(text) else { throw .unknownForm(redacted(text)) }
    guard given.isAllowed else { throw .notEncrypted(given.printable) }
    guard !given.hasQueryOrFragment else { throw .hasQuery(given.printable) }
    var trimmed = Substring(text)
    while trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let address = WebAddress(String(trimmed)) else { throw .unknownForm(redacted(text)) }
    return address
  }

  /// What does not parse may still hold a password before an `@`.
  private static func redacted(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    return "…" + text[at...]
  }
}
