import Host
import SystemPackage
import Testing
import Transport

extension Transport {
  /// A transport that gives up at once, unless told otherwise.
  convenience init(
    _ locations: String..., adjusting adjust: (inout TransportOptions) -> Void = { _ in }
  ) throws {
    var options = TransportOptions(environment: Environment(), version: "1.2.3")
    options.retries = 0
    options.firstPause = .milliseconds(2)
    adjust(&options)
    self.init(locations: try locations.map { try RepositoryLocation($0) }, options: options)
  }

  /// The error of a fetch that has to fail.
  func failure(
    _ path: String, limit: Int = 1 << 20, sourceLocation: SourceLocation = #_sourceLocation
  ) -> FetchError? {
    do throws(FetchError) {
      _ = try fetch(path, limit: limit)
      Issue.record("\(path) was fetched", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }
}

extension Download {
  /// Everything up to the end, in pieces of at most `piece` bytes.
  func readAll(piece: Int = 100_000) throws(FetchError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try read(into: buffer)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The contents of all, read a piece of each after the other.
  static func readInTurns(_ downloads: [Download]) throws(FetchError) -> [[UInt8]] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 50_000, alignment: 16)
    defer { buffer.deallocate() }
    var contents = downloads.map { _ in [UInt8]() }
    var isOpen = true
    while isOpen {
      isOpen = false
      for (index, download) in downloads.enumerated() {
        let count = try download.read(into: buffer)
        contents[index] += buffer[..<count]
        isOpen = isOpen || count > 0
      }
    }
    return contents
  }

  func failure(sourceLocation: SourceLocation = #_sourceLocation) -> FetchError? {
    do throws(FetchError) {
      _ = try readAll()
      Issue.record("\(path) was downloaded", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }
}
