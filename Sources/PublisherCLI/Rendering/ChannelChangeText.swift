import Model
import Publisher

/// What publishing or promoting changes, in words.
struct ChannelChangeText {
  private let change: ChannelChange

  init(_ change: ChannelChange) { self.change = change }

  var lines: [String] {
    let now = change.current?.description ?? "nothing"
    let origin = change.source.map { ", promoted from \($0)" } ?? ""
    return ["\(change.channel): \(now) -> \(change.manifest.version)\(origin)"]
      + ReleaseText(change.manifest, object: change.manifestObject).lines
  }

  /// What should not be overlooked.
  var warnings: [String] {
    var warnings = change.warnings.map { "warning: \(change.manifest.version): \($0)" }
    if change.isDowngrade, let current = change.current {
      warnings.append(
        "warning: \(change.manifest.version) is older than \(current): those who follow "
          + "\(change.channel) go back to it")
    }
    return warnings
  }
}
