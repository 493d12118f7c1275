import Model
import Publisher
import Trust

/// What a verification looked at, for people and for programs.
struct VerificationText {
  private let summary: VerificationSummary

  init(_ summary: VerificationSummary) { self.summary = summary }

  var lines: [String] {
    var table = Table()
    for (name, channel) in channels {
      table.add(
        "\(name):", channel.current.map { "current \($0)" } ?? "empty",
        counted(channel.releases, "release"), counted(channel.objects, "object"),
        ByteCount.text(channel.bytes))
    }
    var lines = table.lines
    if let bootstrap = summary.bootstrap {
      lines.append(
        "install.sh: \(counted(bootstrap.archives, "archive")), "
          + (bootstrap.isSignatureChecked
            ? "signature checked" : "signature not checked: no --installer-key was given"))
    }
    lines.append(
      "\(counted(summary.objects, "object")), \(ByteCount.text(summary.bytes))"
        + (summary.unreferencedObjects == 0
          ? "" : "; \(summary.unreferencedObjects) more that no channel names"))
    lines.append(
      summary.findings == 0
        ? "everything verifies" : "\(counted(summary.findings, "thing")) did not verify")
    return lines
  }

  func json(_ findings: [Finding]) -> [(String, JSON?)] {
    [
      (
        "findings",
        .array(findings.map { ["place": .string($0.place), "problem": .string($0.cause.message)] })
      ),
      (
        "channels",
        .fields(
          channels.map { name, channel in
            (
              name.rawValue,
              .fields([
                ("current", channel.current.map { .string($0.description) }),
                ("releases", .integer(channel.releases)), ("objects", .integer(channel.objects)),
                ("length", .integer(channel.bytes)),
              ])
            )
          })
      ),
      ("objects", .integer(summary.objects)), ("length", .integer(summary.bytes)),
      (
        "expiring",
        .array(
          summary.expiring.map {
            ["role": .string($0.role.description), "expires": .string($0.time.description)]
          })
      ),
      ("unreferenced-objects", .integer(summary.unreferencedObjects)),
    ]
  }

  private var channels: [(ChannelName, VerificationSummary.Channel)] {
    ChannelName.allCases.compactMap { name in summary.channels[name].map { (name, $0) } }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
