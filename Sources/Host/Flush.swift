private import CPosix

/// The calls that put what was written onto the disk itself, system by system.
enum Flush {
  /// - Returns: -1 with `errno` set, as the system does.
  static func file(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
      // fsync leaves the bytes in the drive's cache there.
      let result = stg_fcntl_int(descriptor, F_FULLFSYNC, 0)
      return result == -1 ? fsync(descriptor) : result
    #else
      return fsync(descriptor)
    #endif
  }

  /// Everything of the file system that `descriptor` lies on, in one call where the system has one.
  ///
  /// - Returns: `nil` where there is no such call: flush file by file.
  static func fileSystem(_ descriptor: Int32) -> Int32? {
    #if canImport(Darwin)
      return nil
    #else
      return syncfs(descriptor)
    #endif
  }
}
