import Host
import Installer
import Model
import Pack

/// What `verify` says of one toolchain, in words and in JSON.
struct VerificationAnswer {
  enum Outcome: String {
    case whole
    case damaged
    case repaired
    /// A linked build: nobody signed it.
    case linked
    /// Nobody could find out, or mend it.
    case failed
  }

  let outcome: Outcome
  private let name: String
  private let report: ToolchainVerification.Report?
  private let reason: String?

  init(_ report: ToolchainVerification.Report, _ outcome: Outcome) {
    self.init(outcome: outcome, name: report.version.description, report: report, reason: nil)
  }

  private init(
    outcome: Outcome, name: String, report: ToolchainVerification.Report?, reason: String?
  ) {
    self.outcome = outcome
    self.name = name
    self.report = report
    self.reason = reason
  }

  static func linked(_ name: String) -> VerificationAnswer {
    VerificationAnswer(
      outcome: .linked, name: name, report: nil, reason: VerificationError.linked(name).message)
  }

  /// The error itself is told where it happens.
  static func failure(_ name: String, _ error: any Error) -> VerificationAnswer {
    VerificationAnswer(
      outcome: .failed, name: name, report: nil,
      reason: (error as? any UserError)?.message ?? "\(error)")
  }

  // MARK: for people

  func tell(_ context: Context) {
    switch (outcome, report) {
    case (.whole, let report?):
      let files = report.fileCount == 1 ? "1 file" : "\(report.fileCount) files"
      context.console.result(
        "\(name) is as \(report.signature.channel) signed it "
          + "(\(files), \(ByteCount.text(report.contentLength)))")
    case (.damaged, _):
      tellDifferences(context)
      context.console.note("to mend it: stigmerup verify \(name) --repair")
    case (.repaired, let report?):
      let names = report.components.map(\.description).joined(separator: ", ")
      context.console.result("repaired \(name) (\(names))")
    case (.linked, _): context.console.note(Printable.escaped(reason ?? ""))
    default: break
    }
  }

  func tellDifferences(_ context: Context) {
    guard let report else { return }
    let console = context.console
    console.result("\(name) is not as \(report.signature.channel) signed it:")
    for difference in report.differences {
      let aspect = difference.aspect.map { " (\($0.rawValue))" } ?? ""
      let path = difference.path == "." ? "the whole folder" : difference.path
      let word = difference.change.rawValue
      console.result(
        "  \(word)\(String(repeating: " ", count: max(0, 7 - word.count)))  "
          + "\(Printable.escaped(path, limit: 1100))\(aspect)")
    }
    for component in report.unchecked {
      console.result("  unknown  components/\(component)/ (its list of files is damaged)")
    }
    if report.components.isEmpty {
      console.result("  unknown  everything else (without the manifest nobody can say)")
    }
  }

  // MARK: for programs

  var json: JSON {
    .fields([
      ("name", .string(name)),
      ("state", .string(outcome.rawValue)),
      ("reason", reason.map { .string($0) }),
      ("signed-by", report.map { .string($0.signature.channel.rawValue) }),
      ("proof", report.map { .string($0.signature.entry == nil ? "marker" : "index") }),
      ("manifest", report.map { .string($0.signature.manifest.hex) }),
      ("components", report.map { .array($0.components.map { .string($0.description) }) }),
      ("files", report.map { .integer($0.fileCount) }),
      ("length", report.map { .integer($0.contentLength) }),
      ("differences", report.map { .array($0.differences.map(Self.json)) }),
      ("unchecked", report.map { .array($0.unchecked.map { .string($0.description) }) }),
    ])
  }

  private static func json(_ difference: FolderDifference) -> JSON {
    .fields([
      ("path", .string(difference.path)),
      ("change", .string(difference.change.rawValue)),
      ("aspect", difference.aspect.map { .string($0.rawValue) }),
    ])
  }
}
