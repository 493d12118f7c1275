import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// `gc` while programs start, and servers that run on another release, with the stand-ins for stigmer.
@Suite(.enabled(if: Site.isPossible && RealInput.hasStandIns, Site.reason))
struct CleanUpRaceTests {
  let site: Site
  let visitor: Visitor

  init() throws {
    site = try Site()
    try site.publishStandIns("1.0.0", to: "stable")
    visitor = try Visitor(site)
    try visitor.initialize(from: site)
    try site.publishStandIns("1.1.0", to: "stable")
    try #require(try visitor.stigmerup("update").status == 0)
  }

  /// The release looks unused for long each time, and is started while `gc` runs: either finds it, or installs it again.
  @Test func `a hundred starts against as many clean-ups all succeed`() throws {
    // Without a generation before, nothing but its use keeps 1.0.0.
    try Directory(visitor.home).openDirectory("generations").removeFile("stable")
    let run = try visitor.shell(
      """
      home='\(visitor.home)'
      i=0
      while [ $i -lt 100 ]; do
        touch -d '40 days ago' "$home"/used/*
        "$home/bin/stigmerup" gc >>gc.log 2>&1 || echo "gc fails" &
        # At another instant of it each time, and now and then when it is over.
        if [ $((i % 5)) -eq 4 ]; then wait; else sleep 0.$((i % 6))$((i % 10)); fi
        case $("$home/bin/stigmer" +1.0.0 env 2>start.log) in
          *version=1.0.0*) ;;
          *) echo "start $i fails: $(tail -n 3 start.log | tr '\n' ' '), $(tail -n 1 gc.log)" ;;
        esac
        wait
        i=$((i + 1))
      done
      grep -c '^removed' gc.log
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 1, "\(run.output)")
    #expect((lines.last.flatMap { Int($0) } ?? 0) > 0, "gc never removed it")
    #expect(try visitor.names(in: "staging").isEmpty)
    #expect(try visitor.stigmerup("gc").status == 0)
  }

  @Test func `a server on another release is told after each change, and in show`() throws {
    try #require(try visitor.stigmer("server").status == 0)
    let pid = try pid()
    let same = try visitor.stigmerup("show")
    #expect(
      same.output.contains("server:   1.1.0, pid \(pid), started ")
        && !same.output.contains("differs"))
    let note =
      "the server still runs on 1.1.0 (pid \(pid)): `stigmer server` restarts it on 1.0.0\n"
    #expect(try visitor.stigmerup("rollback").errors.contains(note))
    #expect(try visitor.stigmerup("default", "stable").errors.contains(note))
    #expect(try visitor.stigmerup("pin", "1.0.0").errors.contains(note))
    #expect(try visitor.stigmerup("update").errors.contains(note))
    let other = try visitor.stigmerup("show")
    #expect(
      other.output.contains(
        " ago; differs from active (`stigmer server` restarts it on 1.0.0)\n"))
    let running = try visitor.stigmerup("show", "--json").json().required("running").elements()
    #expect(running.count == 1)
    #expect(try running[0].required("toolchain").string() == "1.1.0")
    #expect(try running[0].required("server").boolean() && !running[0].required("active").boolean())
    #expect(try running[0].required("pid").integer(in: 1...Int.max) == pid)
    // Two processes of stigmer's, and the runner.
    #expect(try running[0].required("pids").elements().count >= 2)
    _ = try running[0].required("started").instant()
    try #require(try visitor.stigmer("server").status == 0)
    #expect(try visitor.stigmerup("show").output.contains("server:   1.0.0, pid "))
    #expect(try !visitor.stigmerup("default", "stable").errors.contains("still runs"))
    #expect(try visitor.stigmer("server", "stop").status == 0)
  }

  private func pid() throws -> Int {
    let bytes = try visitor.scratch.directory.readFile("data/daemon.pid", limit: 100)
    return try #require(Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber)))
  }
}
