package import Host
package import Model

/// When it was last mentioned that a channel has moved: the time of an empty file.
package enum UpdateNoticeTime {
  private static let file = "update-notice"

  package static func last(in home: HomeFolder) throws(HostError) -> Instant? {
    try home.root.status("used/\(file)")?.modified
  }

  package static func note(in home: HomeFolder) throws(HostError) {
    let used = try home.root.makingDirectory("used")
    _ = try used.openOrCreateFile(file)
    try used.touch(file)
  }
}
