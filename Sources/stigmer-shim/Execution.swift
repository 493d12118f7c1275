#if hasFeature(Embedded)
  import CPosix
  import SelectionEmbedded
#else
  import CPosix
  import Selection
#endif

/// execve(2). Returns only on failure: `errno`.
func replaceProcess(
  path: ByteString, arguments: [ByteString], rest: [CString], environment: [CString]
) -> Int32 {
  let vector = arguments.map { $0.leaked() } + rest
  let code = path.withCString { path in
    vector.withTerminator { vector in
      environment.withTerminator { environment in
        execve(path, vector, environment)
        return stg_errno()
      }
    }
  }
  return code
}

extension ByteString {
  /// A NUL-terminated copy that is never freed: the process that needs it is about to be replaced.
  func leaked() -> CString {
    let copy = CString.allocate(capacity: bytes.count + 1)
    for index in 0..<bytes.count { copy[index] = CChar(bitPattern: bytes[index]) }
    copy[bytes.count] = 0
    return copy
  }
}

extension [CString] {
  fileprivate func withTerminator<Result>(
    _ body: (UnsafeMutablePointer<CString?>) -> Result
  ) -> Result {
    var pointers: [CString?] = []
    pointers.reserveCapacity(count + 1)
    for pointer in self { pointers.append(pointer) }
    pointers.append(nil)
    return body(&pointers)
  }
}
