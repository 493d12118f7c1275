import Host
import Installer

/// The processes that go on after what they were started from was removed.
struct StillRunningText {
  private let processes: [ProcessTable.Entry]

  init(_ processes: [ProcessTable.Entry]) { self.processes = processes }

  /// Also with `-q`: nobody would look for them.
  func print(on console: Console) {
    if processes.isEmpty { return }
    console.urgent("warning: these still run, from files that are gone:")
    for process in processes { console.urgent("  \(process.line)") }
    let identifiers = processes.map { "\($0.identifier)" }.joined(separator: " ")
    console.urgent("hint: to end them: kill \(identifiers)")
  }
}
