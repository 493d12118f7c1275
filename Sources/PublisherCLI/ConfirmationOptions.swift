import ArgumentParser

/// For commands that show what changes before they sign.
struct ConfirmationOptions: ParsableArguments {
  @Flag(name: .customShort("y"), help: "Sign without asking.")
  var yes = false

  @Flag(help: "Show what would change, and change nothing.")
  var dryRun = false
}
