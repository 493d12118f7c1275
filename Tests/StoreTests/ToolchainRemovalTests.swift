import CPosix
import Host
import Model
import Store
import SystemPackage
import TestSupport
import Testing

@Suite struct ToolchainRemovalTests {
  @Test func `a release is taken away with its stamp and markers, others stay`() throws {
    let sample = try SampleHome()
    try sample.install("1.0.0")
    let kept = try sample.install("1.1.0")
    let version = try SampleHome.parsed("1.0.0")
    try sample.writer().recordSigned(version, manifest: .sample("1.0.0"), in: .beta)
    try sample.writer().removeToolchain(#require(try sample.home.toolchain(named: "1.0.0")))
    #expect(try sample.home.toolchains().map(\.name) == ["1.1.0"])
    let root = sample.home.root
    #expect(try root.openDirectory("trees").names() == [kept.text])
    #expect(try root.openDirectory("used").names() == [kept.text])
    #expect(try root.openDirectory("signed/stable").names() == ["1.1.0"])
    #expect(try root.openDirectory("signed/beta").names() == [])
    #expect(try root.openDirectory("staging").names() == [])
  }

  @Test func `a tree that another version shares is kept on request`() throws {
    let sample = try SampleHome()
    let tree = try sample.install("1.0.0", manifest: "same")
    try sample.install("1.0.0-rc.1", manifest: "same")
    let toolchain = try #require(try sample.home.toolchain(named: "1.0.0-rc.1"))
    try sample.writer().removeToolchain(toolchain, keepsTree: true)
    #expect(try sample.home.toolchains().map(\.place) == [.tree(tree)])
    #expect(try sample.home.root.status("used/\(tree.text)") != nil)
  }

  @Test func `a linked build is taken away, its programs are not`() throws {
    let sample = try SampleHome()
    let program = try sample.folder.write("build/stigmer", "#!/bin/sh\n", mode: 0o755)
    try sample.link("mine", programs: ["stigmer": program])
    try sample.writer().removeToolchain(#require(try sample.home.toolchain(named: "mine")))
    #expect(try sample.home.toolchains() == [])
    #expect(try sample.home.root.openDirectory("linked").names() == [])
    #expect(try sample.folder.text(of: "build/stigmer") == "#!/bin/sh\n")
  }

  @Test func `a removal that fails at the name has changed nothing`() async {
    await #expect(processExitsWith: .success) {
      TestUser.dropPrivileges()
      let sample = try SampleHome()
      try sample.install("1.0.0")
      let toolchain = try #require(try sample.home.toolchain(named: "1.0.0"))
      try sample.home.root.openDirectory("toolchains").setMode(0o500)
      let error = #expect(throws: HostError.self) {
        try sample.writer().removeToolchain(toolchain)
      }
      #expect(error?.code == EACCES)
      #expect(try sample.home.toolchain(named: "1.0.0") == toolchain)
      let version = try SampleHome.parsed("1.0.0")
      #expect(try sample.home.signedManifest(of: version, in: .stable) == .sample("1.0.0"))
    }
  }

  @Test func `a tree without write permission in it can be removed`() async {
    await #expect(processExitsWith: .success) {
      TestUser.dropPrivileges()
      let sample = try SampleHome()
      let tree = try sample.install("1.0.0")
      let inner = try sample.home.root.openDirectory("trees/\(tree.text)/components/stigmer")
      try inner.setMode(0o500)
      try sample.writer().removeToolchain(#require(try sample.home.toolchain(named: "1.0.0")))
      #expect(try sample.home.root.openDirectory("trees").names() == [])
      #expect(try sample.home.root.openDirectory("staging").names() == [])
    }
  }
}
