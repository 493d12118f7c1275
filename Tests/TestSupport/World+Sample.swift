package import Host
package import Model

extension World {
  /// A world with these variables and this time, and nothing of the process's.
  package static func sample(
    _ variables: [String: String] = [:], arguments: [String] = ["stigmerup"],
    now: Instant = Instant(seconds: 1_800_000_000)
  ) -> World {
    let environment = Environment(variables)
    return World(
      environment: environment, arguments: arguments, clock: { now },
      console: Console(environment: environment))
  }
}
