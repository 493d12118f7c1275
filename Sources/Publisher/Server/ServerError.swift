package import Host
private import Model

/// A server that cannot begin.
package struct ServerError: UserError, Equatable {
  /// `127.0.0.1:8000`.
  package let address: String
  package let cause: HostError

  package var message: String { "cannot serve on \(address): \(cause.reason)" }

  package var hint: String? { "choose another port; --port 0 takes a free one" }
}
