/// Bytes as the system gives them: a path, an argument, a link's target, a selector.
///
/// Not `String`: arguments and paths need not be UTF-8, Unicode equality would call two different
/// files the same, and Embedded Swift brings its tables only at a cost. Never holds a NUL when it
/// names a file; nothing here checks that, the sources (arguments, links, checked names) cannot.
package struct ByteString: Hashable, Sendable, ExpressibleByStringLiteral {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

  package init(stringLiteral literal: StaticString) {
    bytes = literal.withUTF8Buffer { Array($0) }
  }

  /// Copies up to the NUL, which stays behind.
  package init(cString: UnsafePointer<CChar>) {
    var count = 0
    while cString[count] != 0 { count += 1 }
    bytes = Array(unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count { buffer[index] = UInt8(bitPattern: cString[index]) }
      filled = count
    }
  }

  package static func + (left: ByteString, right: ByteString) -> ByteString {
    ByteString(left.bytes + right.bytes)
  }

  package var isEmpty: Bool { bytes.isEmpty }

  package func hasPrefix(_ prefix: ByteString) -> Bool {
    bytes.count >= prefix.bytes.count && bytes[..<prefix.bytes.count] == prefix.bytes[...]
  }

  /// What follows `prefix`, or nil when this does not begin with it.
  package func dropping(_ prefix: ByteString) -> ByteString? {
    hasPrefix(prefix) ? ByteString(bytes[prefix.bytes.count...]) : nil
  }

  /// A NUL-terminated copy, valid during the call.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var terminated: [CChar] = []
    terminated.reserveCapacity(bytes.count + 1)
    for byte in bytes { terminated.append(CChar(bitPattern: byte)) }
    terminated.append(0)
    return body(terminated)
  }
}
