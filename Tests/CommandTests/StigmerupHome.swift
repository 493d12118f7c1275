import Host
import SystemPackage
import TestSupport
import Testing

/// A home made by hand, as `docs/reference/file-formats.md` and the design lay it out, and a person
/// who works with it.
final class StigmerupHome {
  let scratch: StigmerupScratch
  let home: FilePath
  /// The person's own folder: `HOME`.
  let userHome: FilePath
  /// Where commands run.
  let project: FilePath
  var variables: [String: String] = [:]

  init() throws {
    scratch = try StigmerupScratch()
    home = scratch.path.appending("home")
    userHome = try scratch.folder("user")
    project = try scratch.folder("user/project")
  }

  /// What every installed home has.
  @discardableResult
  func installed() throws -> StigmerupHome {
    for folder in ["bin", "trees", "toolchains", "channels", "self/0.1.0", "used"] {
      try scratch.folder("home/\(folder)")
    }
    try link("self/current", "0.1.0")
    return self
  }

  /// A release with programs that tell how they were started.
  @discardableResult
  func release(
    _ version: String, digit: Character, components: [String] = ["agent-runner", "stigmer"],
    signedBy channels: [String] = ["stable"]
  ) throws -> StigmerupHome {
    let manifest = String(repeating: digit, count: 64)
    let tree = "\(manifest.prefix(32))-\(String(repeating: digit, count: 8))"
    for component in components {
      try scratch.write(
        "home/trees/\(tree)/components/\(component)/\(component)", Self.program(component, version),
        mode: 0o755)
      try scratch.folder("home/trees/\(tree)/bin")
      try link("trees/\(tree)/bin/\(component)", "../components/\(component)/\(component)")
    }
    let names = components.map { "\"\($0)\"" }.joined(separator: ",")
    try scratch.write(
      "home/trees/\(tree)/toolchain.json",
      """
      {"schema":1,"kind":"release","version":"\(version)","manifest":"\(manifest)",
       "components":[\(names)],"channel":"\(channels.first ?? "stable")",
       "repository":"file:///nowhere","installed":"2026-11-01T10:00:00Z"}
      """)
    try link("toolchains/\(version)", "../trees/\(tree)")
    for channel in channels {
      try scratch.folder("home/signed/\(channel)")
      try link("signed/\(channel)/\(version)", manifest)
    }
    return self
  }

  private static func program(_ component: String, _ version: String) -> String {
    """
    #!/bin/sh
    echo "\(component) \(version): $*"
    echo "toolchain=${STIGMERUP_TOOLCHAIN-unset} inherited=${STIGMERUP_INHERITED-unset}"
    case $1 in exit) exit "$2" ;; esac
    """
  }

  func tree(_ digit: Character) -> FilePath {
    let digits = String(repeating: digit, count: 32) + "-" + String(repeating: digit, count: 8)
    return home.appending("trees/\(digits)")
  }

  @discardableResult
  func channel(_ name: String, _ version: String) throws -> StigmerupHome {
    try link("channels/\(name)", "../toolchains/\(version)")
    return self
  }

  @discardableResult
  func defaulting(to target: String) throws -> StigmerupHome {
    try link("default", target)
    return self
  }

  @discardableResult
  func link(_ name: String, _ target: String) throws -> StigmerupHome {
    let place = home.appending(name)
    let folder = try Directory.making(place.removingLastComponent())
    let last = place.lastComponent?.string ?? ""
    try folder.removeFile(last)
    try folder.createLink(last, to: target)
    return self
  }

  /// 1.4.2 as stable and default, 1.5.0 beside it.
  static func usual() throws -> StigmerupHome {
    try StigmerupHome().installed()
      .release("1.4.2", digit: "a")
      .release("1.5.0", digit: "b", components: ["stigmer"])
      .channel("stable", "1.4.2").defaulting(to: "channels/stable")
  }

  func stigmerup(
    _ arguments: String..., in folder: FilePath? = nil, wrapper: [String] = []
  ) throws -> StigmerupRun {
    try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: environment,
      in: folder ?? project, wrapper: wrapper)
  }

  /// `HOME`, `PATH` and `STIGMERUP_HOME`, changed by ``variables``; an empty value removes one.
  var environment: [String: String] {
    var environment = [
      "HOME": userHome.string, "PATH": "/usr/bin:/bin", "STIGMERUP_HOME": home.string,
    ]
    environment.merge(variables) { _, own in own }
    return environment.filter { !$0.value.isEmpty }
  }
}
