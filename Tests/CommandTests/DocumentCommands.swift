import Host
import SystemPackage
import TestSupport
import Testing

/// The commands in a document, for tests that run them: what the document says is what is tested.
enum DocumentCommands {
  private static let project = FilePath(#filePath).removingLastComponent()
    .removingLastComponent().removingLastComponent()

  static func text(of file: String) throws -> String {
    String(decoding: try Directory(project).readFile(file, limit: 1 << 20), as: UTF8.self)
  }

  /// The blocks that begin with ```` ```sh ````, in order.
  ///
  /// - Parameter mark: Only those right below a comment `<!-- run: MARK -->`.
  static func blocks(of file: String, marked mark: String) throws -> [String] {
    var blocks: [String] = []
    var current: [Substring]?
    var isMarked = false
    for line in try text(of: file).split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```", let lines = current {
        if isMarked { blocks.append(lines.joined(separator: "\n")) }
        (current, isMarked) = (nil, false)
      } else if current != nil {
        current?.append(line)
      } else if line == "```sh" {
        current = []
      } else if line == "<!-- run: \(mark) -->" {
        isMarked = true
      } else if !line.isEmpty {
        isMarked = false
      }
    }
    return blocks
  }

  /// In a plain shell that stops at the first failure, in the site's folder; the programs are on `PATH`.
  static func run(_ block: String, in site: PublisherSite) throws -> StigmerupRun {
    let script = try site.scratch.write("block.sh", block + "\n")
    var environment = site.environment
    environment["PATH"] = "\(StigmerupRun.programs):/usr/bin:/bin"
    return try StigmerupRun.run(
      "/bin/sh", ["-eu", script.string], environment: environment, in: site.scratch.path)
  }
}
