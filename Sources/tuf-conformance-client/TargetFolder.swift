import Host
import Model
import Trust

/// The suite's folder of downloaded targets: each under its path, percent-encoded into one name.
struct TargetFolder {
  let folder: Directory
  let remote: Remote

  /// A file that is there already and good stays untouched.
  func download(_ target: TargetInfo) throws {
    let name = RoleName(target.path.description).encoded
    if let held = try folder.readFileIfPresent(name, limit: Limits.artifact),
      isGood(held, target)
    {
      return
    }
    let bytes = try remote.fetch(target)
    try target.check(bytes)
    try folder.replaceFile(name, with: bytes, staging: folder)
  }

  private func isGood(_ bytes: [UInt8], _ target: TargetInfo) -> Bool {
    do throws(TrustError) {
      try target.check(bytes)
      return true
    } catch {
      return false
    }
  }
}
