private import CPosix
package import Model
package import SystemPackage

/// The machine that this program runs on.
package enum Machine {
  /// - Returns: `nil` on a system or processor that stigmer is not built for.
  package static var platform: Platform? {
    #if os(Linux)
      let system = Platform.System.linux
    #else
      let system = Platform.System.darwin
    #endif
    #if arch(x86_64)
      return Platform(system: system, architecture: .amd64)
    #elseif arch(arm64)
      return Platform(system: system, architecture: .arm64)
    #else
      return nil
    #endif
  }

  /// The version of the C library (glibc), where that is what programs depend on.
  package static var glibc: SystemVersion? {
    #if canImport(Darwin)
      return nil
    #else
      return SystemVersion(String(cString: gnu_get_libc_version()))
    #endif
  }

  /// The system's version on macOS.
  package static var macOS: SystemVersion? {
    #if canImport(Darwin)
      var length = 64
      var buffer = [CChar](repeating: 0, count: length)
      guard sysctlbyname("kern.osproductversion", &buffer, &length, nil, 0) == 0 else { return nil }
      return SystemVersion(String(cString: buffer))
    #else
      return nil
    #endif
  }

  /// What of `requirements` this machine lacks, as a sentence's end: `"glibc 2.38 or newer (this machine has 2.36)"`.
  package static func lacks(_ requirements: Artifact.Requirements) -> String? {
    if let wanted = requirements.glibc, let present = glibc, present < wanted {
      return "glibc \(wanted) or newer (this machine has \(present))"
    }
    if let wanted = requirements.macOS, let present = macOS, present < wanted {
      return "macOS \(wanted) or newer (this machine has \(present))"
    }
    return nil
  }

  /// The processors that are switched on, at least 1 (`sysconf(3)`).
  package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  package static var effectiveUser: UInt32 { geteuid() }

  /// The real path of the running program, links resolved.
  ///
  /// - Throws: ``HostError`` where the system does not tell (`/proc` is not mounted).
  package static func programPath() throws(HostError) -> FilePath {
    #if canImport(Darwin)
      var length = UInt32(PATH_MAX)
      var buffer = [CChar](repeating: 0, count: Int(length))
      guard _NSGetExecutablePath(&buffer, &length) == 0 else {
        throw HostError("find the path of", "this program", code: ENAMETOOLONG)
      }
      return try realPath(FilePath(String(cString: buffer)))
    #else
      return try realPath("/proc/self/exe")
    #endif
  }

  /// Whether this user may start the file (`access(2)`).
  package static func canExecute(_ path: FilePath) -> Bool { access(path.string, X_OK) == 0 }

  /// `realpath(3)`.
  package static func realPath(_ path: FilePath) throws(HostError) -> FilePath {
    guard let resolved = realpath(path.string, nil) else {
      throw HostError("resolve", path.string, code: stg_errno())
    }
    defer { free(resolved) }
    return FilePath(String(cString: resolved))
  }

  /// Free bytes for this user on the file system that holds `directory`.
  package static func freeSpace(at directory: Directory) -> Int? {
    var status = statvfs()
    guard fstatvfs(directory.descriptor, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
