import ArgumentParser
import CommandParsing
import Host
import Publisher
import Trust

/// The whole program: arguments in, exit status out.
package enum PublisherProgram {
  /// - Parameter arguments: Without the program's own name.
  /// - Returns: 0 done, 1 failed, 2 usage.
  package static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try StigmerupPublish.parseAsRoot(arguments)
      guard let own = command as? any PublisherCommand else {
        try command.run()
        return ExitStatus.done.rawValue
      }
      return perform(own)
    } catch {
      return ParsingFailure(error, words: arguments, of: StigmerupPublish.self)
        .report(hint: ChannelWords(arguments).command)
    }
  }

  /// A passphrase that was not asked for is told with where it came from.
  private static func told(_ error: any Error, _ context: Context) -> any Error {
    guard let failure = error as? KeyFileError, failure.reason == .wrongPassphrase,
      context.world.environment.nonEmpty(Passphrase.variable) != nil
    else { return error }
    return RefusalError.wrongPassphrase(keyFile: failure.path)
  }

  private static func perform(_ command: any PublisherCommand) -> Int32 {
    let context = Context(command)
    do {
      return try command.run(in: context).rawValue
    } catch {
      ErrorText(told(error, context)).print(on: context.console)
      return (error as? UsageError == nil ? ExitStatus.failed : .usage).rawValue
    }
  }
}
