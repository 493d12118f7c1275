package import Host
package import Model

/// A release that fails its own smoke test where it is made.
package struct ReleaseSmokeTestError: UserError, Equatable {
  package let cause: SmokeTestError

  package var message: String { cause.message }

  package var hint: String? { "the release was not added; mend it and add it again" }
}
