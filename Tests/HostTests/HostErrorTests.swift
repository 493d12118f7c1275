import CPosix
import Host
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct HostErrorTests {
  @Test(arguments: [
    (ENOSPC, "free some space on that disk, then run the same command again"),
    (EDQUOT, "the disk quota is used up; free some space, then try again"),
    (EROFS, "that file system is read-only"),
    (EACCES, "check who owns it: ls -ld '/a'"),
    (EPERM, "check who owns it: ls -ld '/a'"),
    (EMFILE, "raise the limit of open files: ulimit -n 1024"),
    (ENOENT, nil), (ELOOP, nil), (EIO, nil),
  ])
  func `an error says what to do where something can be done`(code: Int32, hint: String?) {
    #expect(HostError("open", "/a", code: code).hint == hint)
  }

  @Test func `what could not be created is not there to be looked at, but its folder is`() {
    #expect(
      HostError("create the folder", "/a/b", code: EACCES).hint
        == "check who owns it: ls -ld '/a'")
  }

  @Test(arguments: [
    (ENOENT, "No such file or directory"), (EACCES, "Permission denied"),
    (ENOSPC, "No space left on device"), (EROFS, "Read-only file system"),
    (ELOOP, "Too many levels of symbolic links"),
  ])
  func `an error says what was tried, on what, and why not`(code: Int32, reason: String) {
    #expect(HostError("open", "/a b", code: code).message == "cannot open '/a b': \(reason)")
  }

  #if os(Linux)
    @Test func `a full device is told when writing`() throws {
      let file = try Directory("/dev").openOrCreateFile("full")
      do {
        try file.write([1])
        Issue.record("it was written")
      } catch {
        #expect(error.code == ENOSPC)
        #expect(error.message == "cannot write '/dev/full': No space left on device")
      }
    }
  #endif

  #if canImport(Glibc)
    @Test func `too many open files say so`() async {
      await #expect(processExitsWith: .success) {
        var limit = rlimit(rlim_cur: 32, rlim_max: 32)
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        let error = #expect(throws: HostError.self) {
          var open: [Directory] = []
          for _ in 0..<64 { open.append(try Directory("/")) }
        }
        #expect(error?.code == EMFILE)
      }
    }
  #endif
}
