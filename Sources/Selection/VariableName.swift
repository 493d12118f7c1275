/// The variables that choosing and launching read or write.
package enum VariableName {
  package static var home: ByteString { "STIGMERUP_HOME" }
  package static var toolchain: ByteString { "STIGMERUP_TOOLCHAIN" }
  package static var inherited: ByteString { "STIGMERUP_INHERITED" }
  package static var runner: ByteString { "STIGMER_AGENT_RUNNER_BIN" }
  package static var depth: ByteString { "STIGMERUP_RECURSION_COUNT" }
  package static var handedOver: ByteString { "STIGMERUP_HANDED_OVER" }
}
