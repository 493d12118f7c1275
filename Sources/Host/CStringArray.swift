private import CPosix

/// Texts as C wants an argument list: an array of pointers with a null at its end.
struct CStringArray {
  private let texts: [String]

  init(_ texts: [String]) { self.texts = texts }

  func withPointers<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { preconditionFailure("the null is always there") }
      return body(first)
    }
  }
}
