import ArgumentParser
import Host
import Model
import Publisher
import SystemPackage

struct ReleaseAdd: PublisherCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Pack programs for one platform into the draft of a release.",
    discussion: """
      A PATH is an executable, or a folder with its executables in bin/ or at its top. Further \
      calls add platforms and components to the same draft; the same again replaces them. The same \
      input gives the same bytes. What the programs need of the machine (glibc) is read from them.

      Keys: none.

      Example:
        stigmerup-publish release add --version 1.4.0 --platform linux-amd64 \\
          --component stigmer=build/stigmer \\
          --component agent-runner=dist/agent-runner \\
          --smoke-test 'stigmer --help' --commit a1b2c3d
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var repository: RepositoryOption

  @Option(help: "The release's version; 'v1.4.0' means 1.4.0.")
  var version: String

  @Option(help: "linux-amd64, linux-arm64, darwin-amd64 or darwin-arm64.")
  var platform: String

  @Option(help: ArgumentHelp("What to pack; once for each component.", valueName: "name=path"))
  var component: [String]

  @Option(
    help: ArgumentHelp(
      """
      The least profile that brings a component: minimal, standard or complete. By default stigmer \
      is minimal, agent-runner standard, others complete.
      """, valueName: "name=profile"))
  var profile: [String] = []

  @Option(
    help: ArgumentHelp(
      "A program of the release and its arguments; it must succeed in an empty home, here (on this "
        + "platform) and before every update.", valueName: "command"))
  var smokeTest: [String] = []

  @Option(help: "The commit that it was built from.")
  var commit: String?

  @Option(help: "When it was built: 2026-01-31T12:00:00Z, or a day.")
  var date: String?

  @Option(help: ArgumentHelp("Where its notes are.", valueName: "url"))
  var notesURL: String?

  @Option(help: "The version of stigmer's data that it writes.")
  var stateVersion: Int?

  @Option(help: ArgumentHelp("The lowest stigmerup that can install it.", valueName: "version"))
  var minimumStigmerup: String?

  @Option(
    name: .customLong("requires-glibc"),
    help: ArgumentHelp(
      "The lowest glibc that it runs on, instead of what its programs say.", valueName: "version"))
  var requiresGlibc: String?

  @Option(
    name: .customLong("requires-macos"),
    help: ArgumentHelp("The lowest macOS that it runs on.", valueName: "version"))
  var requiresMacOS: String?

  @Option(help: ArgumentHelp("zstd's level, 1 to 19.", valueName: "level"))
  var compression = 19

  func run(in context: Context) throws -> ExitStatus {
    let addition = try self.addition(in: context)
    let repository = try context.repository(repository)
    context.console.note("packing \(addition.version) for \(addition.platform)")
    let outcome = try addition.run(in: repository, try context.writer(repository))
    report(outcome, addition.platform, context.console)
    return .done
  }

  private func report(_ outcome: ReleaseAddition.Outcome, _ platform: Platform, _ console: Console)
  {
    if outcome.smokeTestsRun > 0 {
      console.note(
        "\(outcome.smokeTestsRun) smoke test\(outcome.smokeTestsRun == 1 ? "" : "s") passed")
    } else if !outcome.draft.smokeTests.isEmpty {
      console.note("no smoke test ran here: they are for other programs, or another platform")
    }
    for added in outcome.added {
      if added.isReplacement {
        console.note(
          "note: \(added.component) for \(platform) was there with other bytes, and was replaced")
      }
      console.result(
        "\(added.component) for \(platform): \(ByteCount.text(added.artifact.object.length)), "
          + "\(ByteCount.text(added.artifact.unpackedLength)) unpacked, "
          + "sha256 \(added.artifact.object.digest)")
    }
    let version = outcome.draft.version
    console.result(
      outcome.isUnchanged
        ? "the draft of \(version) is unchanged" : "the draft of \(version) was written")
    let channel =
      outcome.draft.product == .stigmerup ? "stigmerup" : version.isPrerelease ? "beta" : "stable"
    console.note("next: stigmerup-publish channel publish \(version) --to \(channel)")
  }
}

extension ReleaseAdd {
  private func addition(in context: Context) throws -> ReleaseAddition {
    var addition = ReleaseAddition(
      version: try ArgumentReading.version(version),
      platform: try ArgumentReading.platform(platform), components: try components(in: context))
    addition.profiles = try profiles(addition)
    addition.smokeTests = try smokeTest.map { text in
      let words = try ShellWord.split(text)
      guard !words.isEmpty else {
        throw notPossible(text, "--smoke-test", "--smoke-test 'stigmer --help'")
      }
      return words
    }
    addition.commit = try commit.map(checkedCommit)
    addition.date = try date.map { text in
      guard let date = Instant(text) ?? Instant("\(text)T00:00:00Z") else {
        throw notPossible(text, "--date", "--date 2026-01-31T12:00:00Z")
      }
      return date
    }
    addition.notesURL = try notesURL.map(checkedURL)
    addition.stateVersion = try stateVersion.map { number in
      guard number >= 0 else { throw notPossible("\(number)", "--state-version", "0 or more") }
      return number
    }
    addition.minimumStigmerup = try minimumStigmerup.map { try ArgumentReading.version($0) }
    addition.requirements = Artifact.Requirements(
      glibc: try systemVersion(requiresGlibc, "--requires-glibc", "2.35"),
      macOS: try systemVersion(requiresMacOS, "--requires-macos", "13.0"))
    guard (1...19).contains(compression) else {
      throw notPossible("\(compression)", "--compression", "1 (fast) to 19 (small)")
    }
    addition.compressionLevel = compression
    return addition
  }

  private func components(in context: Context) throws -> [(name: ComponentName, path: FilePath)] {
    var components: [(name: ComponentName, path: FilePath)] = []
    for text in component {
      let (name, path) = try ArgumentReading.component(text, form: "--component stigmer=PATH")
      guard !components.contains(where: { $0.name == name }) else {
        throw UsageError.twice("component '\(name)'")
      }
      components.append((name, try context.world.absolute(path)))
    }
    return components
  }

  private func profiles(_ addition: ReleaseAddition) throws -> [ComponentName: Profile] {
    var profiles: [ComponentName: Profile] = [:]
    for text in profile {
      let form = "--profile NAME=standard"
      let (name, value) = try ArgumentReading.component(text, form: form)
      guard let profile = Profile(rawValue: value) else {
        throw notPossible(value, "--profile \(name)", Profile.names)
      }
      guard addition.components.contains(where: { $0.name == name }) else {
        throw UsageError.unknownComponent(name, option: "--profile")
      }
      profiles[name] = profile
    }
    return profiles
  }

  private func checkedCommit(_ text: String) throws -> String {
    let isCommit = (4...64).contains(text.utf8.count) && text.allSatisfy(\.isHexDigit)
    guard isCommit else { throw notPossible(text, "--commit", "4 to 64 hexadecimal digits") }
    return text.lowercased()
  }

  private func checkedURL(_ text: String) throws -> String {
    let isURL = ["https://", "http://"].contains { text.hasPrefix($0) && text.count > $0.count }
    guard isURL, text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
    else {
      throw notPossible(text, "--notes-url", "--notes-url https://example.org/1.4.0")
    }
    return text
  }

  private func systemVersion(_ text: String?, _ option: String, _ example: String) throws
    -> SystemVersion?
  {
    try text.map { text in
      guard let version = SystemVersion(text) else {
        throw notPossible(text, option, "\(option) \(example)")
      }
      return version
    }
  }

  private func notPossible(_ text: String, _ option: String, _ example: String) -> UsageError {
    .notA(text, option: option, example: example)
  }
}
