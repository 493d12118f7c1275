import Installer
import Model
import Trust

/// What a home trusts, for people, in lines of at most 80 columns (an address may be longer).
struct TrustText {
  private static let width = 80

  private let overview: TrustOverview
  private let home: String
  private let repositories: [String]
  private let now: Instant

  /// - Parameter home: As a person would write it.
  init(_ overview: TrustOverview, home: String, repositories: [String], now: Instant) {
    self.overview = overview
    self.home = home
    self.repositories = repositories
    self.now = now
  }

  var lines: [String] {
    let places = repositories.map(RepositoryText.printable)
    var lines = paragraph("repository", places.isEmpty ? ["none is set"] : places)
    for role in overview.roles { lines += [""] + paragraph(name(role), sentences(on: role)) }
    if let problem = overview.recordProblem {
      lines += ["", "when roles were refreshed is not known: \(problem.message)"]
    }
    return lines
  }

  private func name(_ role: TrustReport.Role) -> String {
    Printable.escaped(role.name.description)
  }

  private func sentences(on role: TrustReport.Role) -> [String] {
    [purpose(of: role)] + state(of: role) + (role.name == .root ? [chain] : [])
      + [keys(of: role), refresh(of: role)].compactMap { $0 }
  }

  // MARK: what it is for

  private func purpose(of role: TrustReport.Role) -> String {
    switch role.name {
    case .root: return "names the keys of the next three, and of the root that follows it"
    case .timestamp: return "says what is newest, so that nobody can hold it back for long"
    case .snapshot: return "says which files belong together"
    case .targets: return "names the keys of the channels"
    case RoleName(.stigmerup): return "signs the releases of stigmerup itself"
    default:
      if ChannelName(rawValue: role.name.description) != nil {
        return "signs the releases of this channel"
      }
      let paths = role.paths.map { Printable.escaped($0.description) }
      return "may sign " + (paths.isEmpty ? "some files" : paths.joined(separator: ", "))
    }
  }

  // MARK: whether it holds

  private func state(of role: TrustReport.Role) -> [String] {
    switch role.state {
    case .absent: ["nothing of it was needed here so far"]
    case .refused(let error):
      [
        "NOT USABLE: \(error.message)",
        "the file is \(home)/trust/\(role.name.fileName()); the next update fetches it anew",
      ]
    case .verified(let version, let expires, isExpired: false, _):
      ["version \(version), expires in \(TimeSpan(from: now, to: expires)) (\(expires.date))"]
    case .verified(let version, let expires, isExpired: true, _):
      [
        "version \(version), EXPIRED \(TimeSpan(from: expires, to: now)) ago (\(expires.date))",
        consequence(of: role),
      ]
    }
  }

  private func consequence(of role: TrustReport.Role) -> String {
    let programs = "programs that are installed run as before"
    if RoleName.topLevel.contains(role.name) {
      return "nothing is updated until a newer one is fetched; " + programs
    }
    return "this channel is not updated until a newer one is fetched; " + programs
  }

  private var chain: String {
    let roots = overview.roots
    let list = roots.versions.map(String.init).joined(separator: ", ")
    if let flaw = roots.flaw {
      return "the chain of roots is BROKEN after \(list.isEmpty ? "its beginning" : list): "
        + flaw.message
    }
    return roots.versions.count == 1
      ? "it is the first one that was trusted here"
      : "accepted in turn: \(list), each signed by the keys of the one before"
  }

  // MARK: who signs, and when it came

  private func keys(of role: TrustReport.Role) -> String {
    let list = role.keys.map { "\($0.id.short) (\(Printable.escaped($0.schemeName)))" }
      .joined(separator: ", ")
    let count = role.keys.count
    if count == 1, role.threshold == 1 { return "key \(list) signs it" }
    return "\(role.threshold) of these \(count) keys must sign it: \(list)"
  }

  private func refresh(of role: TrustReport.Role) -> String? {
    if role.state == .absent { return nil }
    let entry = overview.refreshes[role.name]
    let checked = entry.checked.map { "refreshed \(ago($0))" } ?? "not refreshed yet"
    guard let source = entry.source else { return "\(checked); it came with the installation" }
    let place = "from \(Printable.escaped(source))"
    guard let received = entry.received, received != entry.checked else {
      return "\(checked), \(place)"
    }
    return "\(checked); this version came \(ago(received)) \(place)"
  }

  private func ago(_ time: Instant) -> String {
    if time > now { return "on \(time.date), by a clock that was ahead" }
    return now.seconds - time.seconds < 60 ? "just now" : "\(TimeSpan(from: time, to: now)) ago"
  }

  // MARK: layout

  private func paragraph(_ title: String, _ sentences: [String]) -> [String] {
    let indent = 12
    var lines = sentences.flatMap { Self.wrapped($0, width: Self.width - indent) }
    let first = title + String(repeating: " ", count: max(1, indent - title.count))
    lines = lines.map { String(repeating: " ", count: indent) + $0 }
    if let line = lines.first { lines[0] = first + line.dropFirst(indent) }
    return lines
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = "  "
      }
      line += (line.allSatisfy { $0 == " " } ? "" : " ") + word
    }
    return lines + [line]
  }
}
