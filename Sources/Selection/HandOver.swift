/// Why the shim's quick way ends here. Not always an error: the manager decides slowly, explains
/// well, installs what is missing if it may, and goes on.
package struct HandOver: Error, Equatable, Sendable {
  package enum Cause: Equatable, Sendable {
    /// The shim does not lie in a home, and `STIGMERUP_HOME` is not set.
    case noHome
    /// The working directory was removed, is out of reach or too deep.
    case noWorkingDirectory
    case invalidSelector(ByteString)
    /// `STIGMERUP_INHERITED` is neither `trees/<id>` nor `linked/<name>`.
    case invalidInherited(ByteString)
    /// A pin or the overrides: there, but not a readable regular file of sane length.
    case unreadable(file: ByteString)
    case oddOverrides(file: ByteString)
    case oddPin
    /// The pin's lock, or what stands in its place.
    case oddLock(file: ByteString, LockProblem)
    /// The lock is of a version that its pin does not select.
    case lockDiffers(file: ByteString, VersionName, ToolchainSelector)
    case noDefault
    /// Only the index can say which release this is.
    case needsIndex(ToolchainSelector)
    case notInstalled(ToolchainSelector)
    /// A toolchain of this version is here, but the channels consulted do not sign its bytes.
    case notSigned(VersionName)
    /// The version of the lock is here with other bytes, or signed with others.
    case notLockedBytes(VersionName)
    /// A link of the home has a form that stigmerup does not write.
    case oddLink(ByteString)
    /// The toolchain chosen is gone, or does not bring this program.
    case noExecutable(ByteString)
  }

  package let cause: Cause
  /// The rule that won, as far as one had.
  package let reason: Reason?

  package init(_ cause: Cause, _ reason: Reason?) {
    self.cause = cause
    self.reason = reason
  }
}
