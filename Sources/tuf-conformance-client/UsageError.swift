import Model

/// A command line that the suite's protocol does not have.
struct UsageError: UserError {
  let problem: String

  var message: String { problem }
}
