import Host
import Installer
import Model
import SystemPackage

/// What `self uninstall` is about to take away, for people.
struct SelfRemovalText {
  private let plan: SelfRemoval.Plan
  private let context: Context

  init(_ plan: SelfRemoval.Plan, _ context: Context) {
    self.plan = plan
    self.context = context
  }

  var lines: [String] {
    var table = Table(indent: 2)
    table.add("folder", context.tilde(plan.home.string))
    if !plan.toolchains.isEmpty {
      table.add("toolchains", plan.toolchains.joined(separator: ", "))
    }
    for (index, line) in plan.shells.lines({ context.tilde($0.string) }).enumerated() {
      table.add(index == 0 ? "shells" : "", line)
    }
    var lines = ["stigmerup is about to remove:"] + table.lines(width: context.console.widthToFill)
    if !plan.running.isEmpty {
      lines.append("these processes run from it, and cannot be started again:")
      lines += plan.running.map { "  \($0.line)" }
    }
    if !plan.foreign.isEmpty {
      let names = plan.foreign.map { Printable.escaped($0) }.joined(separator: ", ")
      lines.append("what is not stigmerup's stays in the folder: \(names)")
    }
    return lines + ["~/.stigmer, stigmer's own data, is kept"]
  }
}
