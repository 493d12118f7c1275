import Host
import Installer
import Model

/// Says what an update of stigmerup itself came to.
struct SelfUpdateReport {
  private let context: Context

  init(_ context: Context) { self.context = context }

  /// - Parameter isAsked: Whether the person asked for it: then it is told that nothing was to do,
  ///   too.
  func tell(_ outcome: SelfUpdate.Outcome, isAsked: Bool) {
    let console = context.console
    switch outcome {
    case .updated(let old, let new): console.result("stigmerup  \(old) -> \(new)")
    case .current(let version):
      if isAsked { console.result("stigmerup  \(version) (unchanged)") }
    case .ownedByPackage(let owner):
      let command = owner.command ?? "the way you update everything from there"
      if isAsked {
        console.result("stigmerup is \(owner.name)'s here, which updates it: \(command)")
      } else {
        console.detail("stigmerup is \(owner.name)'s here, and stays as it is")
      }
    case .ownedByAnother(let path):
      console.detail("'\(path)' is not of this home, and stays as it is")
    case .nothingPublished:
      if isAsked { console.result("the repository publishes no stigmerup: this one stays") }
    }
  }
}
