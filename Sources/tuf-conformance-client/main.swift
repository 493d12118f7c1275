// The client protocol of the public suite theupdateframework/tuf-conformance (its CLIENT-CLI.md), over the product's
// own rooms. Exit status 0 is full success and 1 any failure: the suite knows no other.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import Host
import Model

let world = World.ofProcess()
do {
  let arguments = try ClientArguments(Array(world.arguments.dropFirst()))
  try ConformanceRun(arguments: arguments, world: world).perform()
} catch let error as any UserError {
  print("error: \(error.message)")
  if let hint = error.hint { print("hint: \(hint)") }
  exit(1)
} catch {
  print("error: \(error)")
  exit(1)
}
