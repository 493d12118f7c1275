private import Host
private import Model
private import Store
private import SystemPackage

/// The package manager that the running copy of stigmerup belongs to: `receipt.json` beside the real program says so by
/// its `source`. Such a copy is never written over.
package struct PackageOwner: Sendable, Equatable {
  /// As the receipt has it: `homebrew`; safe for a terminal.
  package let name: String
  /// What updates this copy; `nil` when neither the receipt nor stigmerup knows.
  package let command: String?

  /// - Returns: `nil` for a copy that `self install` placed, and for one that nobody wrote a receipt for.
  package static func ofRunningProgram() throws -> PackageOwner? {
    let folder = try Directory(try Machine.programPath().removingLastComponent())
    // A receipt of another form tells nothing of an owner.
    guard let bytes = try folder.readFileIfPresent(Receipt.fileName, limit: Receipt.longest),
      let package = try? Receipt.Package(parsing: bytes, path: Receipt.fileName)
    else { return nil }
    let source = Printable.escaped(package.source, limit: 60)
    return PackageOwner(
      name: source,
      command: package.update.map { Printable.escaped($0, limit: 200) } ?? commands[source])
  }

  private static let commands = [
    "homebrew": "brew upgrade stigmerup",
    "apt": "sudo apt-get install --only-upgrade stigmerup",
    "dnf": "sudo dnf upgrade stigmerup",
    "zypper": "sudo zypper update stigmerup",
    "pacman": "sudo pacman -Syu stigmerup",
    "nix": "nix profile upgrade stigmerup",
  ]
}
