/// The answer to "send it if it has changed".
package enum ConditionalContent: Sendable, Equatable {
  case notModified
  /// `nil`: this location has no validators to ask with next time.
  case content([UInt8], Validators?)
}
