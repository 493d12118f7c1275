// The client protocol of the public suite theupdateframework/tuf-conformance (its CLIENT-CLI.md), over the product's
// own rooms. Exit status 0 is full success and 1 any failure: the suite knows no other.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import Model

do {
  let arguments = try ClientArguments(Array(CommandLine.arguments.dropFirst()))
  let run = ConformanceRun(
    arguments: arguments, now: Instant(seconds: time(nil)), remote: HTTPRemote())
  try run.perform()
} catch let error as any UserError {
  print("error: \(error.message)")
  if let hint = error.hint { print("hint: \(hint)") }
  exit(1)
} catch {
  print("error: \(error)")
  exit(1)
}
