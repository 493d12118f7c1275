/// What one invocation asks for, and by which rule; not yet whether that is installed.
package struct Decision: Equatable, Sendable {
  package enum Choice: Equatable, Sendable {
    case selector(ToolchainSelector)
    /// A pin's selector, narrowed to one release by the lock beside it, `file`.
    case locked(LockedRelease, within: ToolchainSelector, file: ByteString)
    /// Inherited: a toolchain, resolved before.
    case toolchain(ToolchainPlace)
  }

  package let choice: Choice
  package let reason: Reason

  package init(choice: Choice, reason: Reason) {
    self.choice = choice
    self.reason = reason
  }
}
