import ArgumentParser
import CommandParsing
import Host
import Installer

/// The whole program: arguments in, exit status out.
package enum StigmerupProgram {
  /// - Parameter arguments: Without the program's own name.
  /// - Returns: The exit status. A command that becomes another program does not return.
  package static func run(_ arguments: [String]) -> Int32 {
    // The shim hands over here: nothing of what follows is ours to understand.
    if arguments.first == ShimFallback.word {
      return perform(
        Context(world: .ofProcess(), command: "stigmerup \(ShimFallback.word)")
      ) { try ShimFallback(arguments: Array(arguments.dropFirst())).run(in: $0) }
    }
    let invocation = Invocation(arguments)
    do {
      let command = try Stigmerup.parseAsRoot(invocation.words)
      guard let command = command as? any StigmerupCommand else { return run(builtIn: command) }
      return perform(Context(invocation, command)) { context in
        guard !context.hasUselessPlusSelector(for: command) else {
          throw UsageError.plusSelector(invocation.plusSelector ?? "")
        }
        let status = try command.run(in: context)
        if status == .done { UpdateNotice(context).tell(after: command) }
        return status
      }
    } catch {
      return ParsingFailure(error, words: invocation.words, of: Stigmerup.self)
        .report(answer: NaturalWords.answer(invocation.words))
    }
  }

  /// A command of the parser's own: help.
  private static func run(builtIn command: any ParsableCommand) -> Int32 {
    var command = command
    do {
      try command.run()
      return ExitStatus.done.rawValue
    } catch {
      return ParsingFailure(error, words: [], of: Stigmerup.self).report()
    }
  }

  private static func perform(
    _ context: Context, _ body: (Context) throws -> ExitStatus
  ) -> Int32 {
    do {
      return try body(context).rawValue
    } catch SelfInstallError.declined {
      // An answer is no error.
      context.console.urgent(SelfInstallError.declined.message)
      return ExitStatus.failed.rawValue
    } catch {
      let error = ManagerRenewal(context).attempt(for: error)
      context.report(error)
      return ExitStatus(of: error).rawValue
    }
  }
}
