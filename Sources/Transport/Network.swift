internal import SystemPackage

/// What all fetches of one ``Transport`` share: the locations, the options, the connections.
final class Network {
  let mirrors: Mirrors
  let loop = TransferLoop()
  private let options: TransportOptions

  init(mirrors: Mirrors, options: TransportOptions) {
    self.mirrors = mirrors
    self.options = options
  }

  func search(for path: String) -> Search {
    Search(path: path, mirrors: mirrors, options: options)
  }

  func pause(_ duration: Duration) { loop.pause(duration) }

  /// Opens one location's copy of a large file, without waiting for a server.
  func open(
    _ path: String, at location: Int, from offset: Int
  ) throws(FetchError) -> any ContentSource {
    let location = mirrors.locations[location]
    switch location.base {
    case .folder(let root): return try FolderSource(root: root, location: location).open(path)
    case .web(let base):
      // Over one HTTP/2 connection a server may send libcurl tens of megabytes of a transfer that nobody reads, while
      // another one is read; over HTTP/1.1 the connection itself holds it back.
      let request = WebRequest(
        address: try base.appending(path), offset: offset, isLarge: true,
        isAlone: loop.sharedConnectionIsOccupied)
      return ask(request)
    }
  }

  /// One location's small file, as a whole.
  func content(
    _ path: String, at location: Int, limit: Int, unlessMatching validators: Validators?
  ) throws(FetchError) -> ConditionalContent {
    let location = mirrors.locations[location]
    switch location.base {
    case .folder(let root):
      let file = try FolderSource(root: root, location: location).open(path)
      return .content(try file.readAll(limit: limit), nil)
    case .web(let base):
      let known = validators.flatMap { $0.source == location.description ? $0 : nil }
      let request = WebRequest(
        address: try base.appending(path), headers: known?.requestHeaders ?? [])
      return try ask(request).content(limit: limit, source: location.description)
    }
  }

  private func ask(_ request: WebRequest) -> WebAnswer {
    WebAnswer(
      Exchange(request, options: options, loop: loop), isConditional: !request.headers.isEmpty)
  }
}
