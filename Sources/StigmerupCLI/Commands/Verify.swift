import ArgumentParser
import Host
import Installer
import Model
import Selection
import Store

/// `stigmerup verify`
struct Verify: StigmerupCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold installed toolchains against what was signed, file by file.",
    discussion: """
      Without selectors: the toolchain that this folder selects. Every file is hashed and held \
      against its signed list; links, permissions, and files that nobody signed are told too. It \
      needs no network and writes nothing. The exit status is 100 when something differs, 0 when \
      nothing does or --repair mended it, 1 when that could not be found out.

      Examples:
        stigmerup verify
        stigmerup verify 1.4.2 --repair
        stigmerup verify --all --json
      """)

  @Argument(
    help: ArgumentHelp("Channels or versions that are here.", valueName: "selector"))
  var selectors: [String] = []

  @Flag(help: "Every toolchain that is here; linked builds are left out.")
  var all = false

  @Flag(help: "Build what differs anew, and fetch only what is damaged.")
  var repair = false

  @Flag(help: "Answer in JSON.")
  var json = false

  @OptionGroup(title: "Options of every command") var options: GlobalOptions

  static var takesPlusSelector: Bool { true }

  func validate() throws {
    guard !all || selectors.isEmpty else {
      throw ValidationError("With --all no selector is needed")
    }
  }

  func run(in context: Context) throws -> ExitStatus {
    let session = try repair ? context.changingSession() : context.askingSession()
    let verification = ToolchainVerification(session)
    var answers: [VerificationAnswer] = []
    for subject in try subjects(session, context) {
      let answer = self.answer(subject, verification, context)
      if !json { answer.tell(context) }
      answers.append(answer)
    }
    if json { context.console.answer([("toolchains", .array(answers.map(\.json)))]) }
    if answers.contains(where: { $0.outcome == .failed }) { return .failed }
    return answers.contains { $0.outcome == .damaged } ? .found : .done
  }

  private func answer(
    _ subject: VerificationSubject, _ verification: ToolchainVerification, _ context: Context
  ) -> VerificationAnswer {
    do {
      guard case .release(let version, let tree) = try subject.place.get() else {
        if all { return .linked(subject.name) }
        throw VerificationError.linked(subject.name)
      }
      var report = try verification.examine(
        version, tree, thoroughly: true, progress: CheckingDisplay(context.console))
      guard repair, !report.isWhole else {
        return VerificationAnswer(report, report.isWhole ? .whole : .damaged)
      }
      if !json { VerificationAnswer(report, .damaged).tellDifferences(context) }
      try verification.repair(report)
      report.components = try subject.components(after: report, context)
      return VerificationAnswer(report, .repaired)
    } catch {
      context.report(error)
      return .failure(subject.name, error)
    }
  }

  private func subjects(
    _ session: Session, _ context: Context
  ) throws -> [VerificationSubject] {
    if all { return try VerificationSubject.all(in: session.home) }
    guard !selectors.isEmpty else {
      return [try VerificationSubject.selected(session, plus: context.plusSelector)]
    }
    var subjects: [VerificationSubject] = []
    for text in selectors {
      let subject = try VerificationSubject.named(text, session)
      if !subjects.contains(where: { $0.name == subject.name }) { subjects.append(subject) }
    }
    return subjects
  }
}
