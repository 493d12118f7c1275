import Model

/// A release's parts for people: what it brings on which platform, and how large that is.
struct ReleaseText {
  private let manifest: Manifest
  private let object: ObjectReference

  init(_ manifest: Manifest, object: ObjectReference) {
    self.manifest = manifest
    self.object = object
  }

  var lines: [String] {
    var table = Table(indent: 2)
    for platform in manifest.platforms {
      for (name, component) in manifest.components.sorted(by: { $0.key < $1.key }) {
        guard let artifact = component.artifacts[platform] else { continue }
        table.add(
          platform.description, name.description, ByteCount.text(artifact.object.length),
          "(\(ByteCount.text(artifact.unpackedLength)) unpacked)", requirements(artifact))
      }
    }
    var facts = Table(indent: 2)
    facts.add("manifest", object.digest.hex)
    if let commit = manifest.commit { facts.add("commit", Printable.escaped(commit)) }
    if let date = manifest.date { facts.add("date", date.description) }
    if let notes = manifest.notesURL { facts.add("notes", Printable.escaped(notes)) }
    if let state = manifest.stateVersion { facts.add("state-version", String(state)) }
    if let least = manifest.minimumStigmerup { facts.add("stigmerup", "\(least) or newer") }
    for test in manifest.smokeTests {
      facts.add("smoke test", Printable.escaped(test.joined(separator: " ")))
    }
    return table.lines + facts.lines
  }

  private func requirements(_ artifact: Artifact) -> String {
    let needed = artifact.requirements
    return [
      needed.glibc.map { "glibc \($0)" }, needed.macOS.map { "macOS \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }
}
