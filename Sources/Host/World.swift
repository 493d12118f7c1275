package import Model
package import SystemPackage
private import CPosix

/// Everything that a command takes from outside its arguments and the files it names: one value, handed down.
///
/// The programs make it with ``ofProcess()``; there is no other place that reads the clock or the environment.
package struct World: Sendable {
  package var environment: Environment
  /// The program's name and arguments as they came.
  package var arguments: [String]
  /// The present time.
  package var clock: @Sendable () -> Instant
  package var console: Console

  package init(
    environment: Environment, arguments: [String], clock: @escaping @Sendable () -> Instant,
    console: Console
  ) {
    self.environment = environment
    self.arguments = arguments
    self.clock = clock
    self.console = console
  }

  package static func ofProcess() -> World {
    let environment = Environment.ofProcess()
    return World(
      environment: environment, arguments: CommandLine.arguments,
      clock: { Instant(seconds: time(nil)) },
      console: Console(environment: environment))
  }

  /// `HOME`, when it is set to an absolute path.
  package var userHome: FilePath? {
    guard let home = environment.nonEmpty("HOME"), home.hasPrefix("/") else { return nil }
    return FilePath(home)
  }

  /// The working directory (`getcwd(3)`).
  ///
  /// - Throws: ``HostError`` when it was removed.
  package func workingDirectory() throws(HostError) -> FilePath {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else {
      throw HostError("find the working directory", ".", code: stg_errno())
    }
    return FilePath(
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// `path` made absolute against the working directory, `.` and `..` taken out by their text.
  package func absolute(_ path: String) throws(HostError) -> FilePath {
    let path = FilePath(path)
    return (path.isAbsolute ? path : try workingDirectory().pushing(path)).lexicallyNormalized()
  }
}
