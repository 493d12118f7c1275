import Host
import SystemPackage
import TestSupport
import Testing

/// A stigmerup that a package manager brought: never written over.
struct StigmerupPackageTests {
  let home: StigmerupHome

  init() throws {
    home = try StigmerupHome()
    let place = try Directory(try home.scratch.folder("opt/stigmerup 1/bin"))
    for program in ["stigmerup", "stigmer-shim"] {
      try Directory(StigmerupRun.programs).copyFile(program, to: program, in: place, mode: 0o755)
    }
    try Directory(try home.scratch.folder("usr")).createLink(
      "stigmerup", to: "\(place.path)/stigmerup")
  }

  static let owners: [(receipt: String, text: String)] = [
    (#"{"source":"homebrew"}"#, "homebrew's here, which updates it: brew upgrade stigmerup"),
    (
      #"{"source":"apt"}"#,
      "apt's here, which updates it: sudo apt-get install --only-upgrade stigmerup"
    ),
    (#"{"source":"guix","update":"guix upgrade"}"#, "guix's here, which updates it: guix upgrade"),
    (
      "{\"source\":\"a\\u001bb\"}",
      "a\\u{1b}b's here, which updates it: the way you update everything from there"
    ),
  ]

  @Test(arguments: owners)
  func `self update names the command that updates it, and changes nothing`(
    receipt: String, text: String
  ) throws {
    try home.scratch.write("opt/stigmerup 1/bin/receipt.json", receipt)
    let before = try home.scratch.snapshot("opt")
    // Through a link, as packages have it, and with a home or without.
    for hasHome in [false, true] {
      if hasHome { try home.installed() }
      let run = try StigmerupRun.run(
        home.scratch.path.appending("usr/stigmerup"), ["self", "update"],
        environment: home.environment, in: home.project)
      #expect(run.output == "stigmerup is \(text)\n" && run.errors == "" && run.status == 0)
    }
    #expect(try home.scratch.snapshot("opt") == before)
  }

  @Test(arguments: ["", "garbage", "{}", "[]", #"{"source":7}"#])
  func `a receipt that names nobody is none`(receipt: String) throws {
    try home.scratch.write("opt/stigmerup 1/bin/receipt.json", receipt)
    try home.installed()
    let run = try StigmerupRun.run(
      home.scratch.path.appending("usr/stigmerup"), ["self", "update"],
      environment: home.environment, in: home.project)
    #expect(run.errors.contains("was not put there by 'stigmerup self install'\n"))
    #expect(run.output == "" && run.status == 1)
  }

  @Test(.enabled(if: StigmerupRepository.hasPublisher, "needs stigmerup-publish"))
  func `update and a release that needs a newer one leave a package's copy alone`() throws {
    let repository = try StigmerupRepository()
    try repository.publish("1.0.0", to: "stable")
    try repository.initialize()
    try repository.publishManager("0.1.1")
    try home.scratch.write("opt/stigmerup 1/bin/receipt.json", Self.owners[0].receipt)
    let before = try home.scratch.snapshot("opt")
    let update = {
      try StigmerupRun.run(
        home.scratch.path.appending("usr/stigmerup"), ["update"],
        environment: repository.person.environment, in: repository.person.project)
    }
    let first = try update()
    #expect(first.output == "stable   1.0.0 (unchanged)\n" && first.status == 0, "\(first.errors)")
    let check = try StigmerupRun.run(
      home.scratch.path.appending("usr/stigmerup"), ["check"],
      environment: repository.person.environment, in: repository.person.project)
    #expect(check.output == "stable   1.0.0 (current)\n" && check.status == 0)
    try repository.publish("1.1.0", to: "stable", minimumManager: "0.1.1")
    let second = try update()
    #expect(
      second.errors == """
        error: 1.1.0 needs stigmerup 0.1.1 or newer; this is 0.1.0
        hint: homebrew updates this stigmerup: brew upgrade stigmerup

        """)
    #expect(second.output == "" && second.status == 1)
    #expect(try home.scratch.snapshot("opt") == before)
    #expect(try repository.stigmerup("--version").output == "stigmerup 0.1.0\n")
  }
}
