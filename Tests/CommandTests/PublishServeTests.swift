import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `serve`, `bootstrap` and `refresh` through the built program.
@Suite struct PublishServeTests {
  private let site: PublisherSite

  init() throws { site = try PublisherSite() }

  private func shell(_ script: String, _ arguments: String...) throws -> StigmerupRun {
    try StigmerupRun.run(
      "/bin/sh", ["-c", script, "sh", PublisherSite.program.string] + arguments,
      environment: site.environment, in: site.scratch.path)
  }

  @Test(arguments: ["INT", "TERM"])
  func `it prints its URL first, serves the repository and nothing hidden, and ends with 0`(
    signal: String
  ) throws {
    try site.publish("1.0.0", to: "stable")
    let run = try shell(
      """
      mkfifo out
      # A shell without job control lets what it starts in the background ignore SIGINT.
      env --default-signal=INT "$1" serve --port 0 >out & server=$!
      read -r url <out
      echo "$url"
      curl -sS -o served "${url}metadata/timestamp.json" && cmp served "$STIGMERUP_PUBLISH_REPO/metadata/timestamp.json"
      for path in .lock .drafts/ .staging/ ../keys/root.pem %2e%2e/keys/root.pem metadata/; do
        curl -sS -o /dev/null -w '%{http_code}\\n' --path-as-is "$url$path"
      done
      kill -\(signal) $server
      wait $server
      echo "ended with $?"
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(try #require(lines.first).wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+\//) != nil)
    #expect(lines.dropFirst().dropLast() == ["404", "404", "404", "404", "404", "404"])
    #expect(lines.last == "ended with 0")
    #expect(run.errors == "")
  }

  @Test func `a port that is taken is told`() throws {
    let server = try BackgroundProcess(
      PublisherSite.program.string, ["serve", site.repo.string, "--port", "0"])
    let url = try #require(server.line())
    let port = try #require(url.split(separator: ":").last?.dropLast())
    try site.expectRefusal(
      ["serve", "--port", String(port)],
      error: "cannot serve on 127.0.0.1:\(port): Address already in use",
      hint: "choose another port; --port 0 takes a free one")
  }

  // MARK: bootstrap

  private func makePrograms(answer: String = "stigmerup 0.3.0") throws -> String {
    try site.scratch.write("bin/stigmerup", "#!/bin/sh\necho '\(answer)'\n", mode: 0o755)
    try site.scratch.write("bin/stigmer-shim", "#!/bin/sh\n", mode: 0o755)
    return site.scratch.path.appending("bin").string
  }

  private func bootstrap(_ programs: String, _ more: String...) throws -> StigmerupRun {
    try site.run(
      ["bootstrap", "--platform", PublisherSite.platform, "--program", programs] + more)
  }

  @Test func `openssl checks install.sh, and its digest is the archive's`() throws {
    let run = try bootstrap(try makePrograms(), "--url", "https://releases.example.org")
    #expect(run.status == 0, "\(run.errors)")
    let archive = try #require(
      try Directory(site.repo.appending("stigmerup")).names().first { $0.hasSuffix(".tar.gz") })
    #expect(run.output.contains("stigmerup 0.3.0 for \(PublisherSite.platform)"))
    #expect(run.output.hasSuffix("stigmerup/\(archive)\ninstall.sh was written and signed\n"))
    let checked = try shell(
      """
      cd "$STIGMERUP_PUBLISH_REPO" || exit 9
      openssl dgst -sha256 -verify "$STIGMERUP_PUBLISH_KEYS/installer.pub.pem" -signature install.sh.sig install.sh
      [ "$(sha256sum <"stigmerup/$2" | cut -d ' ' -f 1).tar.gz" = "$2" ] || exit 8
      grep -q "0.3.0 \(PublisherSite.platform) ${2%.tar.gz} " install.sh || exit 7
      grep -q "https://releases.example.org" install.sh || exit 6
      tar -tzf "stigmerup/$2"
      """, archive)
    #expect(checked.output == "Verified OK\nstigmerup\nstigmer-shim\nroot.json\n")
    #expect(checked.status == 0)
    let verified = try site.run("verify")
    #expect(verified.output.contains("install.sh: 1 archive, signature checked"))
    let again = try bootstrap(try makePrograms())
    #expect(again.output.hasSuffix("install.sh is unchanged\n"))
  }

  @Test func `verify finds an archive and a script that were altered`() throws {
    #expect(try bootstrap(try makePrograms()).status == 0)
    let archive = try #require(try Directory(site.repo.appending("stigmerup")).names().first)
    try site.damage("stigmerup/\(archive)")
    try site.damage("install.sh")
    let run = try site.run("verify")
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "error: install.sh, 0.3.0 for \(PublisherSite.platform): 'stigmerup/\(archive)' was altered"
      ))
    #expect(
      run.errors.contains(
        "error: install.sh: 'install.sh.sig' is not the installer key's signature of it"))
  }

  @Test func `programs that are missing, or are not stigmerup, are refused`() throws {
    let nowhere = site.scratch.path.appending("nowhere")
    try site.expectRefusal(
      ["bootstrap", "--platform", PublisherSite.platform, "--program", nowhere.string],
      error: "there is no program '\(nowhere)/stigmerup'",
      hint: "--program names the folder with stigmerup and stigmer-shim: make build")
    let programs = try makePrograms(answer: "something else 1")
    try site.expectRefusal(
      ["bootstrap", "--platform", PublisherSite.platform, "--program", programs],
      error: "'\(programs)/stigmerup --version' does not answer as stigmerup does, but with:\n"
        + "       something else 1",
      hint: "--program names the folder of a built stigmerup; or give --version")
    try site.expectRefusal(
      ["bootstrap", "--platform", PublisherSite.otherPlatform, "--program", programs],
      error:
        "stigmerup for \(PublisherSite.otherPlatform) does not run here, to be asked for its version",
      hint: "--version 1.4.0", status: 2)
    #expect(try bootstrap(programs, "--version", "0.4.0").status == 0)
  }

  // MARK: refresh

  @Test func `refresh signs snapshot and timestamp anew, and says until when`() throws {
    try site.publish("1.0.0", to: "stable")
    let dry = try site.run("refresh", "--dry-run")
    #expect(dry.errors == "nothing was signed or written (--dry-run)\n")
    #expect(try Directory(site.repo).status("metadata/3.snapshot.json") == nil)
    let run = try site.succeed("refresh")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines.count { $0.hasSuffix("unchanged") } == 6)
    #expect(lines.last?.hasPrefix("timestamp") == true)
    #expect(try Directory(site.repo).status("metadata/3.snapshot.json") != nil)
    #expect(try Directory(site.repo).status("metadata/1.snapshot.json") != nil)
    #expect(try site.run("verify").status == 0)
  }
}
