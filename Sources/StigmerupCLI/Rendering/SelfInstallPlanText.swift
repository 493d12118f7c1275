import Host
import Installer
import Model
import SystemPackage

/// What `self install` is about to do, for people.
struct SelfInstallPlanText {
  private let plan: SelfInstallPlan
  private let context: Context

  init(_ plan: SelfInstallPlan, _ context: Context) {
    self.plan = plan
    self.context = context
  }

  var lines: [String] {
    var table = Table(indent: 2)
    table.add("folder", context.tilde(plan.home.string))
    table.add("stigmerup", manager)
    table.add("releases from", plan.repositories.map { context.tilde($0) }.joined(separator: ", "))
    table.add("trust", trust)
    for (index, line) in toolchain.enumerated() { table.add(index == 0 ? "stigmer" : "", line) }
    for (index, line) in shells.enumerated() { table.add(index == 0 ? "shells" : "", line) }
    return ["stigmerup is about to install itself:"]
      + table.lines(width: context.console.widthToFill)
  }

  private var manager: String {
    switch plan.present {
    case nil: "\(plan.version)"
    case plan.version: "\(plan.version) (here already: what is missing is repaired)"
    case let present? where plan.keepsPresent:
      "\(present) stays; to take \(plan.version), which is older: "
        + "stigmerup self update --version \(plan.version)"
    case let present?: "\(present) -> \(plan.version)"
    }
  }

  private var trust: String {
    switch plan.anchorEffect {
    case .establish: "the repository's root \(plan.anchor.version)"
    case .keep: "as it is"
    case .replace:
      "the repository's root \(plan.anchor.version), instead of what this home trusted before"
    }
  }

  private var shells: [String] {
    if !plan.shells.modifiesFiles { return ["left as they are"] }
    let changes = plan.shells.lines { context.tilde($0.string) }
    return changes.isEmpty ? ["set up already"] : changes
  }

  private var toolchain: [String] {
    guard let selector = plan.selector, let toolchain = plan.toolchain else { return ["none"] }
    let names = toolchain.components.map(\.description).joined(separator: ", ")
    let version = toolchain.version.description
    let title = selector == version ? version : "\(selector) (\(version))"
    guard toolchain.downloadLength > 0 else { return ["\(title): \(names), here already"] }
    return [
      "\(title): \(names)",
      "\(ByteCount.text(toolchain.downloadLength)) to download, "
        + "\(ByteCount.text(toolchain.unpackedLength)) on disk",
    ]
  }
}
