import Host
import Installer
import Model
import Store

/// One line, at most once a day and only on a terminal, that a channel has moved: after commands that changed the home.
///
/// It asks nobody: it knows what the indexes say that an earlier command accepted.
struct UpdateNotice {
  /// The commands after which it may be said. `update` and `check` tell more themselves.
  private static let writing: [any StigmerupCommand.Type] = [
    Install.self, Uninstall.self, Default.self, Link.self, Pin.self, OverrideSet.self,
    OverrideUnset.self, RollbackCommand.self, CleanUpCommand.self, SettingsSet.self,
    SettingsUnset.self,
  ]

  private static let interval = 86_400

  private let context: Context

  init(_ context: Context) { self.context = context }

  /// Best effort: nothing that goes wrong here is worth an error.
  func tell(after command: any StigmerupCommand) {
    let isWriting = Self.writing.contains { $0 == type(of: command) }
    guard isWriting, context.console.showsLiveProgress, !context.console.isQuiet,
      let session = try? context.askingSession(), session.configuration.updateNotice,
      (try? isDue(session.home)) == true, let moved = try? MovedChannels.find(in: session),
      !moved.isEmpty
    else { return }
    let list = moved.map { "\($0.channel) is \($0.offered) by now (here: \($0.present))" }
    let single = moved.count == 1 ? " \(moved[0].channel)" : ""
    context.console.note("\(list.joined(separator: ", ")): stigmerup update\(single)")
    _ = try? UpdateNoticeTime.note(in: session.home)
  }

  private func isDue(_ home: HomeFolder) throws -> Bool {
    guard let last = try UpdateNoticeTime.last(in: home) else { return true }
    return last.adding(seconds: Self.interval) <= context.world.clock()
  }
}
