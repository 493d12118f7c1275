import Model
import Selection

/// Why no program could be chosen.
package enum SelectionError: UserError, Equatable {
  case noDefault
  case noWorkingDirectory
  case invalidSelector(String, source: String?)
  case notForPins(String, file: String)
  case notInstalled(String, source: String?)
  case notSigned(String, source: String?)
  case linkedNotHere(String, source: String?)
  case inheritedIsGone
  case badInherited(String)
  case unreadable(file: String)
  case badOverrides(file: String)
  case lockNotSupported(file: String)
  case brokenHome(link: String)
  case noProgram(String, source: String?)

  /// - Parameter source: The file or variable whose rule won.
  init(_ cause: HandOver.Cause, source: String?) {
    switch cause {
    case .noHome, .noDefault: self = .noDefault
    case .noWorkingDirectory: self = .noWorkingDirectory
    case .invalidSelector(let text): self = .invalidSelector(text.description, source: source)
    case .invalidInherited(let text): self = .badInherited(text.description)
    case .unreadable(let file): self = .unreadable(file: file.description)
    case .oddOverrides(let file): self = .badOverrides(file: file.description)
    case .oddPin: self = .invalidSelector("", source: source)
    case .locked(let file): self = .lockNotSupported(file: file.description)
    case .needsIndex(let selector), .notInstalled(let selector):
      self = .notInstalled(selector.text.description, source: source)
    case .notSigned(let version): self = .notSigned(version.bytes.description, source: source)
    case .oddLink(let link): self = .brokenHome(link: link.description)
    case .noExecutable(let program): self = .noProgram(program.description, source: source)
    }
  }

  package var message: String {
    switch self {
    case .noDefault: "no toolchain is chosen: this home has no default"
    case .noWorkingDirectory:
      "the working directory cannot be found; it was removed or is out of reach"
    case .invalidSelector(let text, let source):
      "'\(text)' names no channel, version or linked build\(said(by: source))"
    case .notForPins(let text, let file):
      "'\(file)' asks for '\(text)', and a pin may name only a channel or a version"
    case .notInstalled(let text, let source): "'\(text)' is not installed\(said(by: source))"
    case .notSigned(let version, let source):
      "the \(version) on this machine is not signed by a channel that this home follows\(said(by: source))"
    case .linkedNotHere(let name, let source):
      "there is no toolchain named '\(name)' on this machine\(said(by: source))"
    case .inheritedIsGone: "the toolchain that this program was started from is no longer installed"
    case .badInherited(let text):
      "STIGMERUP_INHERITED is '\(text)', which is not a toolchain's place"
    case .unreadable(let file): "'\(file)' is there, but cannot be read as a file"
    case .badOverrides(let file): "'\(file)' has a line that is not 'directory<TAB>selector'"
    case .lockNotSupported(let file): "'\(file)' cannot be obeyed: this stigmerup reads no locks"
    case .brokenHome(let link): "'\(link)' in stigmerup's home is not as stigmerup writes it"
    case .noProgram(let program, let source):
      "the toolchain chosen brings no program '\(program)'\(said(by: source))"
    }
  }

  package var hint: String? {
    switch self {
    case .noDefault: "stigmerup default stable"
    case .noWorkingDirectory: "cd to a folder that exists"
    case .invalidSelector(let text, _):
      ChannelName.hint(for: text)
        ?? "a channel (stable, beta, dev), a version (1.4.2, 1.4), or a linked name: stigmerup list"
    case .notForPins(let text, _):
      ChannelName.hint(for: text)
        ?? "for a build on this machine: stigmerup override set '\(Printable.escaped(text, limit: 60))'"
    case .notInstalled(let text, _): "stigmerup install '\(Printable.escaped(text, limit: 60))'"
    case .notSigned(let version, _):
      "follow the channel that signs it (stigmerup install beta), or see who does: stigmerup list --available \(version)"
    case .linkedNotHere(let name, _):
      ChannelName.hint(for: name)
        ?? "stigmerup toolchain link '\(Printable.escaped(name, limit: 60))' FOLDER, or choose another: stigmerup list"
    case .inheritedIsGone, .badInherited: "start it again from a new shell"
    case .unreadable: "see what it is: ls -l"
    case .badOverrides: "remove that line, then: stigmerup override set SELECTOR"
    case .lockNotSupported: "stigmerup self update"
    case .brokenHome(let link): Self.repair(of: link)
    case .noProgram(let program, _):
      program == "agent-runner"
        ? "it was installed without its runner; install it whole: stigmerup install --profile standard"
        : "see what it brings: stigmerup list"
    }
  }

  /// The command that makes a link of the home anew.
  private static func repair(of link: String) -> String {
    let parts = link.split(separator: "/").map(String.init)
    return switch parts.first {
    case "default": "to set it anew: stigmerup default stable"
    case "channels": "to make it anew: stigmerup install \(parts.last ?? "stable")"
    case "toolchains" where parts.count == 2 && Version(parts[1]) != nil:
      "to make it anew: stigmerup install \(parts[1])"
    case "toolchains" where parts.count == 2:
      "to make it anew: stigmerup link '\(Printable.escaped(parts[1], limit: 60))' FOLDER"
    case "signed" where parts.count == 3:
      "to make it anew: stigmerup install \(parts[2]) --from \(parts[1])"
    default: "to install stigmerup's home anew, all toolchains too: stigmerup self uninstall"
    }
  }

  private func said(by source: String?) -> String { source.map { ", selected by \($0)" } ?? "" }
}
