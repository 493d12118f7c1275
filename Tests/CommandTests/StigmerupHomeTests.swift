import Host
import SystemPackage
import TestSupport
import Testing

/// Homes that are missing, someone else's, read-only or damaged.
@Suite struct StigmerupHomeTests {
  static let commands: [[String]] = [
    ["install", "stable"], ["uninstall", "1.4.2"], ["list"], ["list", "--available"],
    ["link", "mine", "/tmp"], ["update"], ["check"],
    ["rollback"], ["history"], ["gc"], ["gc", "--dry-run"], ["settings", "list"],
    ["settings", "get", "profile"], ["settings", "set", "profile", "minimal"],
    ["settings", "unset", "profile"], ["show", "settings"],
    ["default"], ["default", "stable"], ["show"],
    ["which", "stigmer"], ["run", "stable", "stigmer"], ["pin"], ["pin", "1.4"],
    ["override", "set", "stable"], ["override", "list"], ["self", "update"],
    ["self", "uninstall", "-y"], ["shim-fallback", "stigmer"],
  ]

  @Test(arguments: commands)
  func `without a home every command says so`(arguments: [String]) throws {
    let home = try StigmerupHome()
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(
      run.errors == """
        error: stigmerup is not installed in '\(home.home)'
        hint: stigmerup self install

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot() == ["user/", "user/project/"])
  }

  @Test func `a folder that is no home is not taken for one`() throws {
    let home = try StigmerupHome()
    try home.scratch.folder("home")
    let run = try home.stigmerup("list")
    #expect(run.errors.hasPrefix("error: stigmerup is not installed in '\(home.home)'\n"))
  }

  @Test func `without HOME and STIGMERUP_HOME there is no telling`() throws {
    let home = try StigmerupHome.usual()
    home.variables = ["HOME": "", "STIGMERUP_HOME": ""]
    let run = try home.stigmerup("show")
    #expect(
      run.errors == """
        error: cannot tell where stigmerup's home is: neither STIGMERUP_HOME nor HOME is set
        hint: set HOME, or STIGMERUP_HOME to the folder to use

        """)
    #expect(run.status == 1)
  }

  @Test func `STIGMERUP_HOME must be absolute`() throws {
    let home = try StigmerupHome.usual()
    home.variables["STIGMERUP_HOME"] = "home"
    let run = try home.stigmerup("show")
    #expect(
      run.errors == """
        error: STIGMERUP_HOME is 'home', which is not an absolute path
        hint: set STIGMERUP_HOME to a path that begins with '/'

        """)
    #expect(run.status == 1)
  }

  @Test func `without STIGMERUP_HOME the home is in the person's folder`() throws {
    let home = try StigmerupHome.usual()
    home.variables["STIGMERUP_HOME"] = ""
    #expect(
      try home.stigmerup("show").errors
        .hasPrefix("error: stigmerup is not installed in '\(home.userHome)/.stigmerup'\n"))
    try Directory(home.userHome).createLink(".stigmerup", to: "../home")
    let run = try home.stigmerup("show")
    #expect(run.output.contains("home:     ~/.stigmerup, 2 toolchains") && run.status == 0)
  }

  @Test func `a working directory that was removed is said`() throws {
    let home = try StigmerupHome.usual()
    let program = StigmerupRun.programs.appending("stigmerup").string
    let run = try StigmerupRun.run(
      "/bin/sh", ["-c", "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" show", program],
      environment: home.environment, in: home.project)
    #expect(
      run.errors == """
        error: the working directory cannot be found; it was removed or is out of reach
        hint: cd to a folder that exists

        """)
    #expect(run.status == 1)
  }

  // MARK: settings

  static let settings: [(String, String)] = [
    ("profile = ", " cannot be used: line 1: "),
    (
      "profile = \"big\"\n",
      " cannot be used: 'profile' should be minimal, standard or complete\n"
    ),
    ("auto-install = \"yes\"\n", " cannot be used: 'auto-install' should be true or false\n"),
    ("repository = [1]\n", " cannot be used: 'repository.0' should be a string\n"),
  ]

  @Test(arguments: settings)
  func `malformed settings are named with what is wrong`(text: String, problem: String) throws {
    let home = try StigmerupHome.usual()
    try home.scratch.write("home/settings.toml", text)
    for arguments in [["show"], ["update"], ["default", "1.5.0"]] {
      let run = try StigmerupRun.run(
        StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
        in: home.project)
      #expect(
        run.errors.hasPrefix("error: '\(home.home)/settings.toml'\(problem)"), "\(run.errors)")
      #expect(run.output == "" && run.status == 1)
    }
  }

  @Test(arguments: [
    ["show"], ["default", "1.5.0"], ["override", "set", "1.5"], ["uninstall", "1.5.0"],
  ])
  func `a setting that is none is told by commands that change, and by show`(
    arguments: [String]
  ) throws {
    let home = try StigmerupHome.usual()
    try home.scratch.write("home/settings.toml", "# mine\nprofil = 'minimal'\n\n[future]\nx = 1\n")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    let warning = "warning: '\(home.home)/settings.toml', line"
    #expect(
      run.errors == """
        \(warning) 4: there is no setting 'future'
        \(warning) 2: there is no setting 'profil'
        hint: did you mean 'profile'?

        """)
    #expect(!run.output.isEmpty && run.status == 0)
  }

  @Test(arguments: [
    ["shim-fallback", "stigmer"], ["run", "stable", "stigmer"], ["list"], ["-q", "show"],
    ["-q", "default", "1.5.0"],
  ])
  func `a setting that is none is no matter for programs, and for those who want silence`(
    arguments: [String]
  ) throws {
    let home = try StigmerupHome.usual()
    try home.scratch.write("home/settings.toml", "profil = 'minimal'\n")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(run.errors == "" && run.status == 0)
  }

  // MARK: homes that cannot be written to

  /// Another user, who can read everything here.
  private static let other = [
    "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
  ]

  static let asking: [[String]] = [
    ["show"], ["show", "--json"], ["list"], ["list", "--json"], ["which", "stigmer"], ["default"],
    ["override", "list"], ["run", "stable", "stigmer"], ["shim-fallback", "stigmer"],
  ]

  @Test(.enabled(if: StigmerupRun.isRoot, "needs root, to become another user"), arguments: asking)
  func `commands that ask work in another user's home, and write nothing`(
    arguments: [String]
  ) throws {
    let home = try StigmerupHome.usual()
    let before = try home.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project, wrapper: Self.other)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.isEmpty || arguments.first == "override")
    #expect(try home.scratch.snapshot("home") == before)
  }

  static let changing: [[String]] = [
    ["default", "1.5.0"], ["default", "none"], ["uninstall", "1.5.0"], ["update"],
    ["install", "beta"], ["override", "set", "1.5"], ["override", "unset"],
    ["link", "mine", "/usr"], ["self", "update"], ["self", "uninstall", "-y"],
  ]

  @Test(
    .enabled(if: StigmerupRun.isRoot, "needs root, to become another user"), arguments: changing)
  func `commands that change refuse another user's home`(arguments: [String]) throws {
    let home = try StigmerupHome.usual()
    let before = try home.scratch.snapshot("home")
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project, wrapper: Self.other)
    #expect(
      run.errors == """
        error: '\(home.home)' belongs to another user (user id 0); nothing was changed
        hint: run it as that user, or choose another folder with STIGMERUP_HOME

        """)
    #expect(run.output == "" && run.status == 1)
    #expect(try home.scratch.snapshot("home") == before)
  }

  @Test(arguments: changing)
  func `commands that change refuse a home that others can write to`(arguments: [String]) throws {
    let home = try StigmerupHome.usual()
    try Directory(home.home).setMode(0o777)
    let run = try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project)
    #expect(
      run.errors == """
        error: '\(home.home)' can be written to by other users; nothing was changed
        hint: chmod go-w '\(home.home)'

        """)
    #expect(run.output == "" && run.status == 1)
  }

  @Test(
    .enabled(if: StigmerupRun.isRoot, "needs root, to mount it read-only"),
    arguments: [["show"], ["which", "stigmer"], ["list"], ["run", "stable", "stigmer"]])
  func `a home on a read-only file system serves those who ask`(arguments: [String]) throws {
    let home = try StigmerupHome.usual()
    let run = try readOnly(home, arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.isEmpty)
  }

  @Test(.enabled(if: StigmerupRun.isRoot, "needs root, to mount it read-only"))
  func `a change on a read-only file system is refused by its reason`() throws {
    let home = try StigmerupHome.usual()
    let run = try readOnly(home, ["default", "1.5.0"])
    #expect(
      run.errors == """
        error: cannot write to the folder '\(home.home)': Read-only file system
        hint: that file system is read-only

        """)
    #expect(run.status == 1)
  }

  /// In a mount namespace of its own: nothing of it outlives the process.
  private func readOnly(_ home: StigmerupHome, _ arguments: [String]) throws -> StigmerupRun {
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\""
    return try StigmerupRun.run(
      StigmerupRun.programs.appending("stigmerup"), arguments, environment: home.environment,
      in: home.project,
      wrapper: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", mount, home.home.string])
  }
}
