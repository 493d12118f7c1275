import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A signed repository with small releases, made by the built publisher, and a person without a home
/// yet.
final class StigmerupRepository {
  let person: StigmerupHome
  let path: FilePath
  private let keys: FilePath

  /// Whether the publisher is there: its tests say what it does, these need it.
  static let hasPublisher: Bool = {
    let run = try? StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup-publish"), ["--version"], environment: [:],
      in: "/")
    return run?.status == 0 && run?.output.hasPrefix("stigmerup-publish ") == true
  }()

  init() throws {
    person = try StigmerupHome()
    path = person.scratch.path.appending("repo")
    keys = person.scratch.path.appending("keys")
    try publisher("init", path.string, "--keys", keys.string)
  }

  /// 1.0.0 in stable, 1.1.0-beta.1 in beta.
  static func usual() throws -> StigmerupRepository {
    let repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.publish("1.1.0-beta.1", to: "beta")
    return repository
  }

  var url: String { "file://\(path)" }

  /// Adds a release whose programs tell their names and versions, and puts it into a channel.
  func publish(
    _ version: String, to channel: String, components: [String] = ["stigmer", "agent-runner"],
    smokeTest: String? = nil, minimumManager: String? = nil
  ) throws {
    var arguments = [
      "release", "add", "--repo", path.string, "--version", version, "--platform",
      Machine.platform?.description ?? "",
    ]
    for component in components {
      let file = try person.scratch.write(
        "built/\(version)/\(component)",
        program(component, version), mode: 0o755)
      arguments += ["--component", "\(component)=\(file)"]
    }
    if let smokeTest { arguments += ["--smoke-test", smokeTest] }
    if let minimumManager { arguments += ["--minimum-stigmerup", minimumManager] }
    try publisher(arguments)
    try publisher(
      "channel", "publish", version, "--to", channel, "--repo", path.string, "--keys", keys.string,
      "-y")
  }

  /// `fail` ends with a status; `waits` says that it is there, and goes on when the file `waiting` is gone; `environment` writes
  /// its own down, `clean` fails in a tainted one; `works` depends on ``breakPrograms()``.
  private func program(_ component: String, _ version: String) -> String {
    """
    #!/bin/sh
    echo "\(component) \(version): $*"
    case $1 in
      fail) exit 3 ;;
      waits)
        [ ! -e '\(person.scratch.path)/waiting' ] || : >'\(person.scratch.path)/waits'
        while [ -e '\(person.scratch.path)/waiting' ]; do sleep 0.1; done ;;
      environment) env >'\(person.scratch.path)/environment' ;;
      clean)
        if env | grep -q -e '^LD_' -e '^BASH_ENV=' -e '^ENV=' -e '^STIGMERUP_'; then exit 9; fi ;;
      works) [ ! -e '\(person.scratch.path)/broken' ] || { echo "something is missing"; exit 9; } ;;
    esac
    """
  }

  /// From now on the smoke test `stigmer works` fails: it passed where the release was made.
  func breakPrograms() throws { try person.scratch.write("broken", "") }

  func promote(_ version: String, from source: String, to channel: String) throws {
    try publisher(
      "channel", "promote", version, "--from", source, "--to", channel, "--repo", path.string,
      "--keys", keys.string, "-y")
  }

  func publisher(_ arguments: String...) throws { try publisher(arguments) }

  private func publisher(_ arguments: [String]) throws {
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup-publish"), arguments,
      environment: person.environment, in: person.scratch.path)
    try #require(run.status == 0, "stigmerup-publish \(arguments): \(run.errors)")
  }

  /// `init -y` as the transcript has it, from the folder of the built programs.
  @discardableResult
  func initialize(_ more: String...) throws -> StigmerupRun {
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"),
      ["init", "-y", "--no-modify-path", "--repository", url, "--root", root.string] + more,
      environment: person.environment, in: person.project)
    return run
  }

  var root: FilePath { path.appending("metadata/1.root.json") }

  /// The installed stigmerup.
  func stigmerup(_ arguments: String..., wrapper: [String] = []) throws -> StigmerupRun {
    try StigmerupRun.run(
      person.home.appending("bin/stigmerup"), arguments, environment: person.environment,
      in: person.project, wrapper: wrapper)
  }

  /// A program through its shim.
  func stigmer(_ arguments: String...) throws -> StigmerupRun {
    try StigmerupRun.run(
      person.home.appending("bin/stigmer"), arguments, environment: person.environment,
      in: person.project)
  }

  /// The home without what changes with every command.
  func state() throws -> [String] {
    try person.scratch.snapshot("home").filter { entry in
      !["lock ", "trust/", "downloads/", "used/", "staging/"].contains { entry.hasPrefix($0) }
    }
  }
}
