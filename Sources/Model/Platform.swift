/// What a binary runs on, in stigmer's own names: `linux-amd64`, `darwin-arm64`, …
package struct Platform: Hashable, Sendable {
  package enum System: String, CaseIterable, Sendable {
    case linux
    case darwin
  }

  package enum Architecture: String, CaseIterable, Sendable {
    case amd64
    case arm64
  }

  package let system: System
  package let architecture: Architecture

  package init(system: System, architecture: Architecture) {
    self.system = system
    self.architecture = architecture
  }

  package static let all: [Platform] = System.allCases.flatMap { system in
    Architecture.allCases.map { Platform(system: system, architecture: $0) }
  }
}

extension Platform: LosslessStringConvertible {
  /// - Parameter text: Exactly one of the four names; anything else gives `nil`.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let system = System(rawValue: String(parts[0])),
      let architecture = Architecture(rawValue: String(parts[1]))
    else { return nil }
    self.init(system: system, architecture: architecture)
  }

  package var description: String { "\(system.rawValue)-\(architecture.rawValue)" }
}

extension Platform: Comparable {
  package static func < (left: Platform, right: Platform) -> Bool {
    left.description < right.description
  }
}
