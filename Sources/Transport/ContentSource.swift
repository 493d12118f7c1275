/// One location's copy of a large file, from the byte that was asked for on.
protocol ContentSource: AnyObject {
  /// Waits until the first byte can be read, and checks what was announced.
  ///
  /// - Parameters:
  ///   - offset: The byte that the source was opened for.
  ///   - length: Of the whole file.
  func begin(at offset: Int, length: Int) throws(FetchError)

  /// - Returns: 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FetchError) -> Int

  /// For messages.
  var url: String { get }
}
