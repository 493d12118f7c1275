/// Which of the rules of DESIGN section 4 won.
package enum Reason: Equatable, Sendable {
  /// `+selector` as the first argument
  case plusArgument
  /// `STIGMERUP_TOOLCHAIN`
  case environment
  /// `STIGMERUP_INHERITED`
  case inherited
  /// The home's `overrides` has a line for `directory`.
  case override(directory: ByteString)
  /// A project's pin: the path of its `stigmer-toolchain.toml`.
  case pin(file: ByteString)
  /// The home's `default` link
  case `default`
}
