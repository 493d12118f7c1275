import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `show trust`: what is trusted here, offline, whatever state the files are in.
@Suite(
  .enabled(
    if: StigmerupRepository.hasPublisher, "needs stigmerup-publish, beside the programs under test")
)
struct StigmerupTrustTests {
  let repository: StigmerupRepository

  init() throws {
    repository = try StigmerupRepository.usual()
    try repository.initialize()
  }

  @Test func `show trust tells roots, roles, keys, expiries and refreshes in 80 columns`() throws {
    let run = try repository.stigmerup("show", "trust", "--offline")
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.hasPrefix("repository  file:///"))
    let text = run.output.split(separator: " ", omittingEmptySubsequences: true)
      .joined(separator: " ").replacing("\n", with: "")
    for part in [
      "root names the keys of the next three", "it is the first one that was trusted here",
      "version 1, expires in 364 days (", " (ed25519) signs it",
      "timestamp says what is newest", "expires in 13 days (", "targets names the keys",
      "stable signs the releases of this channel", "expires in 179 days (",
      "beta signs the releases of this channel nothing of it was needed here so far",
      "stigmerup signs the releases of stigmerup itself", "it came with the installation",
      "refreshed ", ", from ",
    ] { #expect(text.contains(part), "\(part)\n\(run.output)") }
    for line in run.output.split(separator: "\n") where !line.contains("file://") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test(.enabled(if: Self.hasFakeTime, "needs faketime"))
  func `what expired is said, with what that means`() throws {
    let later = ["/usr/bin/faketime", "-f", "+200d"]
    let run = try repository.stigmerup("show", "trust", wrapper: later)
    let text = run.output.split(separator: " ").joined(separator: " ")
    #expect(text.contains("root names") && text.contains("version 1, expires in 164 days ("))
    #expect(text.contains(", EXPIRED 186 days ago ("), "\(run.output)")
    #expect(
      text.contains(
        """
        nothing is updated until a newer one is fetched; programs that are
         installed run as before
        """), "\(run.output)")
    #expect(text.contains(", EXPIRED 20 days ago ("), "\(run.output)")
    #expect(text.contains("this channel is not updated until"), "\(run.output)")
    #expect(text.contains("refreshed 200 days ago"), "\(run.output)")
    #expect(run.status == 0)
    let answer = try repository.stigmerup("show", "trust", "--json", wrapper: later).json()
    #expect(try answer.required("roles").elements()[4].required("state").string() == "expired")
    // A clock that runs behind what is written down.
    let past = try repository.stigmerup(
      "show", "trust", wrapper: ["/usr/bin/faketime", "-f", "-2d"])
    #expect(past.output.contains("by a clock that was") && past.status == 0, "\(past.output)")
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
  }

  private static let hasFakeTime =
    ((try? Directory("/usr/bin").status("faketime", followingLinks: true)) ?? nil) != nil

  @Test func `show trust --json tells the same, every member documented and in the schema`() throws
  {
    let answer = try repository.stigmerup("show", "trust", "--json").json()
    #expect(try answer.required("schema").integer(in: 1...1) == 1)
    #expect(try answer.required("trusted").boolean())
    #expect(try answer.required("roots").required("accepted").elements().count == 1)
    let roles = try answer.required("roles").elements()
    #expect(
      try roles.map { try $0.required("name").string() } == [
        "root", "timestamp", "snapshot", "targets", "stable", "beta", "dev", "stigmerup",
      ])
    #expect(try roles[4].required("state").string() == "verified")
    #expect(try roles[4].required("from").string() == repository.url)
    #expect(try roles[4].required("checked").instant() >= roles[4].required("received").instant())
    #expect(try roles[4].required("paths").elements().first?.string() == "stable/*")
    #expect(try roles[4].required("keys").elements().first?.required("id").string().count == 64)
    #expect(try roles[5].required("state").string() == "absent")

    let project = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    let text = { (name: String) throws in
      String(decoding: try Directory(project).readFile(name, limit: 1 << 20), as: UTF8.self)
    }
    let documentation = try text("docs/reference/json-output.md")
    let schema = try text("docs/reference/schemas/show-trust.schema.json")
    let start = try #require(documentation.firstRange(of: "\n## show trust\n"))
    let rest = documentation[start.upperBound...]
    let section = rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
    for (name, _) in try answer.namedFields() where name != "schema" {
      #expect(section.contains("`\(name)`") && schema.contains("\"\(name)\""), "\(name)")
    }
    for (name, _) in try roles.flatMap({ try $0.namedFields() }) {
      #expect(section.contains("`roles[].\(name)`") && schema.contains("\"\(name)\""), "\(name)")
    }
  }

  @Test func `a refresh is written down with its time and its mirror`() throws {
    let checked = {
      try self.repository.stigmerup("show", "trust", "--json").json().required("roles").elements()
    }
    let before = try checked()
    #expect(try before[5].optional("checked") == nil)
    let mirror = repository.person.scratch.path.appending("mirror")
    let copy = try StigmerupRun.run(
      "/bin/cp", ["-a", repository.path.string, mirror.string], environment: [:], in: "/")
    try #require(copy.status == 0)
    repository.person.variables["STIGMERUP_REPOSITORY"] = "file:///nowhere,file://\(mirror)"
    #expect(try repository.stigmerup("install", "beta").status == 0)
    let after = try checked()
    #expect(try after[5].required("from").string() == "file://\(mirror)")
    #expect(try after[4].required("from").string() == repository.url)
  }

  @Test func `a damaged record of refreshes is named, and decides nothing`() throws {
    for text in ["garbage", "{}", "{\"roles\":[]}", "{\"roles\":{\"root\":{\"checked\":7}}}"] {
      try repository.person.scratch.write("home/trust/refreshed.json", text)
      let run = try repository.stigmerup("show", "trust")
      #expect(run.output.contains("\nwhen roles were refreshed is not known: "), "\(run.output)")
      #expect(run.output.contains("trust/refreshed.json") && run.status == 0)
      #expect(try repository.stigmerup("update").status == 0)
      #expect(try !repository.stigmerup("show", "trust").output.contains("is not known"))
    }
  }

  @Test(arguments: ["timestamp", "snapshot", "targets", "stable"])
  func `a damaged file is named, and the next update mends it`(role: String) throws {
    for text in ["garbage", "{\"signed\":{},\"signatures\":[]}", ""] {
      try repository.person.scratch.write("home/trust/\(role).json", text)
      let run = try repository.stigmerup("show", "trust")
      #expect(run.output.contains("NOT USABLE: "), "\(run.output)")
      #expect(run.output.contains("/trust/\(role).json") && run.status == 0, "\(run.output)")
      #expect(try repository.stigmerup("update").status == 0)
      #expect(try !repository.stigmerup("show", "trust").output.contains("NOT USABLE"))
    }
  }

  @Test(arguments: ["garbage", "{\"signed\":{\"version\":1},\"signatures\":[]}", "", "[]"])
  func `a damaged root is an error that names it, and install mends it`(text: String) throws {
    try repository.person.scratch.write("home/trust/root.json", text)
    for arguments in [["show", "trust"], ["show", "trust", "--json"]] {
      let run = try StigmerupRun.run(
        repository.person.home.appending("bin/stigmerup"), arguments,
        environment: repository.person.environment, in: repository.person.project)
      #expect(
        run.errors.hasPrefix(
          "error: the root of trust in '\(repository.person.home)/trust/root.json' is damaged: "),
        "\(run.errors)")
      #expect(
        run.errors.hasSuffix(
          "\nhint: run install.sh again, or give the root again: stigmerup self install --root FILE\n"
        ))
      #expect(run.output == "" && run.status == 1)
    }
    #expect(try repository.stigmer("x").output == "stigmer 1.0.0: x\n")
    #expect(try repository.initialize().status == 0)
    #expect(try repository.stigmerup("show", "trust").status == 0)
    #expect(try repository.stigmerup("update").status == 0)
  }

  @Test func `a root of another chain among those accepted is told`() throws {
    let other = try StigmerupRepository()
    let root = try Directory(other.path).readFile("metadata/1.root.json", limit: 1 << 20)
    try repository.person.scratch.write(
      "home/trust/roots/1.root.json", String(decoding: root, as: UTF8.self))
    let run = try repository.stigmerup("show", "trust")
    #expect(run.output.contains("the chain of roots is BROKEN after 1:") && run.status == 0)
  }

  @Test func `an empty home has no trust yet, and says how to get it`() throws {
    let home = try StigmerupHome()
    try home.scratch.folder("home")
    let run = try home.stigmerup("show", "trust")
    #expect(
      run.output == """
        trust:  none yet: '\(home.home)' has no root
                install.sh brings one; or give it, as a file:
                stigmerup self install --root FILE

        """)
    #expect(run.errors == "" && run.status == 0)
    let answer = try home.stigmerup("show", "trust", "--json").json()
    #expect(try !answer.required("trusted").boolean())
    #expect(try answer.required("roles").elements().isEmpty)
  }

  @Test func `without a home there is nothing to tell`() throws {
    let home = try StigmerupHome()
    let run = try home.stigmerup("show", "trust")
    #expect(run.errors.hasPrefix("error: stigmerup is not installed in '") && run.status == 1)
  }

  @Test(.enabled(if: StigmerupRun.isRoot, "needs root, to mount it read-only and be another"))
  func `show trust works on a read-only home, and on another user's`() throws {
    let before = try repository.person.scratch.snapshot("home")
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\""
    for wrapper in [
      ["/usr/bin/unshare", "-m", "/bin/sh", "-c", mount, repository.person.home.string],
      ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    ] {
      let run = try repository.stigmerup("show", "trust", wrapper: wrapper)
      #expect(run.output.contains("\nstable      signs") && run.status == 0, "\(run.errors)")
    }
    #expect(try repository.person.scratch.snapshot("home") == before)
  }

  @Test func `show takes no other subject, and trust no selector`() throws {
    #expect(try repository.stigmerup("show", "nonsense").status == 2)
    let run = try repository.stigmerup("+beta", "show", "trust")
    #expect(run.errors.hasPrefix("error: '+beta' means nothing to this command\n"))
    #expect(run.output == "" && run.status == 2)
  }
}
