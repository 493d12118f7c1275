import Installer
import Model

/// Why a release that needs a newer stigmerup cannot be had.
enum ManagerRenewalError: UserError, Equatable {
  case stillTooOld(Version, needs: Version, newest: Version)
  case ownedByPackage(Version, needs: Version, PackageOwner)

  var message: String {
    switch self {
    case .stillTooOld(let release, let needed, let newest):
      "\(release) needs stigmerup \(needed) or newer, and the newest one published is \(newest)"
    case .ownedByPackage(let release, let needed, _):
      "\(release) needs stigmerup \(needed) or newer; this is \(ManagerVersion.text)"
    }
  }

  var hint: String? {
    switch self {
    case .stillTooOld: "nothing was changed; an older release may do: stigmerup list --available"
    case .ownedByPackage(_, _, let owner):
      "\(owner.name) updates this stigmerup" + (owner.command.map { ": \($0)" } ?? "")
    }
  }
}
