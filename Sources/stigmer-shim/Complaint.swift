#if hasFeature(Embedded)
  import CPosix
  import SelectionEmbedded
#else
  import CPosix
  import Selection
#endif

/// What the shim itself says, when nobody else can: one `error:` and one `hint:` line.
struct Complaint {
  let text: ByteString
  let exitStatus: Int32

  static var usage: Complaint {
    Complaint(
      text: """
        stigmer-shim starts stigmer's programs from the toolchain that this folder selects.
        It is run under their names, such as 'stigmer' or 'agent-runner', through a link:
          stigmer [+SELECTOR] ARGUMENT...
        See 'stigmerup show' for what is selected, and 'stigmerup help'.

        """, exitStatus: 2)
  }

  static func tooDeep(_ program: ByteString, _ depth: Int) -> Complaint {
    Complaint(
      error: program + " started itself through stigmerup's shim again and again",
      hint: "'stigmerup which " + program + "' says which program is meant; a linked build must "
        + "not be the shim itself",
      exitStatus: 1)
  }

  static func cannotDecide(_ program: ByteString, _ handOver: HandOver) -> Complaint {
    Complaint(
      error: doubt(program, handOver),
      hint: "'stigmerup show' says what this folder selects", exitStatus: 1)
  }

  static func managerMissing(
    _ program: ByteString, _ handOver: HandOver, _ manager: ByteString, _ code: Int32
  ) -> Complaint {
    Complaint(
      error: doubt(program, handOver) + "; and cannot execute '" + manager + "': "
        + systemText(code),
      hint: "stigmerup is incomplete here; its install script, run again, repairs it",
      exitStatus: exitStatus(code))
  }

  static var noManager: Complaint {
    Complaint(
      error: "cannot find the folder of stigmerup's shim",
      hint: "set STIGMERUP_HOME to the folder that stigmerup was installed in", exitStatus: 1)
  }

  /// 127 not found, 126 found but not executable: as shells do.
  static func cannotExecute(_ path: ByteString, _ code: Int32) -> Complaint {
    Complaint(
      error: "cannot execute '" + path + "': " + systemText(code),
      hint: "'stigmerup verify' and 'stigmerup doctor' find what is altered or missing",
      exitStatus: exitStatus(code))
  }

  private static func doubt(_ program: ByteString, _ handOver: HandOver) -> ByteString {
    "cannot choose a toolchain for " + program + ": " + handOver.cause.text
  }

  private static func exitStatus(_ code: Int32) -> Int32 { code == ENOENT ? 127 : 126 }

  private static func systemText(_ code: Int32) -> ByteString {
    strerror(code).map { ByteString(cString: $0) } ?? "unknown error"
  }

  private init(error: ByteString, hint: ByteString, exitStatus: Int32) {
    self.init(text: "error: " + error + "\nhint: " + hint + "\n", exitStatus: exitStatus)
  }

  private init(text: ByteString, exitStatus: Int32) {
    self.text = text
    self.exitStatus = exitStatus
  }
}

func complain(_ complaint: Complaint) -> Int32 {
  _ = complaint.text.bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  return complaint.exitStatus
}

extension HandOver.Cause {
  fileprivate var text: ByteString {
    switch self {
    case .noHome: "STIGMERUP_HOME is not set, and the shim lies in no home"
    case .noWorkingDirectory: "the working directory is gone"
    case .invalidSelector(let text): "'" + text + "' is no selector"
    case .invalidInherited(let text): "STIGMERUP_INHERITED is '" + text + "'"
    case .unreadable(let file): "'" + file + "' cannot be read"
    case .oddOverrides(let file): "'" + file + "' has a line of another form"
    case .oddPin: "this project's stigmer-toolchain.toml cannot be followed"
    case .oddLock(let file, _): "'" + file + "' is not as stigmerup writes locks"
    case .lockDiffers(let file, let version, _):
      "'" + file + "' locks " + version.bytes + ", which its pin does not select"
    case .noDefault: "there is no default"
    case .needsIndex(let selector): "'" + selector.text + "' is not resolved"
    case .notInstalled(let selector): "'" + selector.text + "' is not installed"
    case .notSigned(let version): "no channel of this home signs the bytes of " + version.bytes
    case .notLockedBytes(let version):
      "other bytes of " + version.bytes + " than are locked are here"
    case .oddLink(let link): "the link '" + link + "' has an odd form"
    case .noExecutable(let program): "the toolchain chosen brings no " + program
    }
  }
}
