import CPosix
import Testing

@testable import Selection

/// A home with the built shim in it, stable (`a`) and beta (`b`), whose programs are all `cat`, as
/// is the manager.
struct ShimHome {
  let files: TestHome

  init() throws {
    files = try TestHome()
    try files.makeFolder("home/self/1.0.0")
    try files.makeFolder("home/bin")
    try files.link("home/self/current", to: "1.0.0")
    try copy(Self.builtShim, to: "home/self/1.0.0/stigmer-shim")
    try copy("/bin/cat", to: "home/self/1.0.0/stigmerup")
    for (version, digit, channel) in [("1.0.0", "a", "stable"), ("2.0.0-beta.1", "b", "beta")] {
      try files.install(version, Character(digit))
      try files.follow(channel, at: version)
      for program in ["stigmer", "agent-runner"] {
        try copy(
          "/bin/cat",
          to: "home/trees/\(TestHome.tree(Character(digit)))/components/\(program)/real/\(program)")
        try files.link("home/bin/\(program)", to: "../self/current/stigmer-shim")
      }
    }
    try files.link("home/default", to: "channels/stable")
  }

  /// In the folder `STIGMERUP_BIN`, or beside the test's own program.
  static var builtShim: String {
    if let folder = getenv("STIGMERUP_BIN") { return "\(String(cString: folder))/stigmer-shim" }
    guard case .target(let program) = readLink("/proc/self/exe"), let folder = program.parent
    else { return ".build/debug/stigmer-shim" }
    return folder.joined("stigmer-shim").description
  }

  func shim(_ program: String) -> String { files.path("home/bin/\(program)") }

  func real(_ program: String, _ digit: Character) -> ByteString {
    files.bytes(
      "home/trees/\(TestHome.tree(digit))/components/\(program)/real/\(program)")
  }

  func run(
    _ arguments: [String], as program: String = "stigmer", environment: [String] = [],
    in directory: String = "project"
  ) throws -> Child {
    try Child.run(
      shim(program), arguments, environment: environment, in: files.path(directory))
  }

  private func copy(_ source: String, to relative: String) throws {
    let child = try Child.run("/bin/cp", [source, files.path(relative)])
    try #require(child.exitStatus == 0, "\(source): \(child.errorText)")
  }
}
