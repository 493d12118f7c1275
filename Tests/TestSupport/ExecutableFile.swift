private import CPosix

/// Programs that a test writes itself and then starts.
package enum ExecutableFile {
  /// Waits until no process has `path` open for writing.
  ///
  /// A child that a neighbouring test starts has a copy of the descriptor that wrote the file, from its `fork` to its `exec`;
  /// until then Linux refuses to start the program ("Text file busy", `execve(2)`). Linux grants a read lease only on a file
  /// that nobody writes (`fcntl(2)`), and says so without starting anything.
  package static func settle(_ path: String) {
    #if os(Linux)
      let setLease: Int32 = 1024  // F_SETLEASE, which glibc's headers show to GNU sources alone
      let descriptor = stg_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      _ = Eventually.holds { stg_fcntl_int(descriptor, setLease, Int32(F_RDLCK)) == 0 }
      _ = stg_fcntl_int(descriptor, setLease, Int32(F_UNLCK))
    #endif
  }
}
