import Host
import Installer
import SystemPackage
import Testing

struct `The check for sudo` {
  let folder: ShellFolder

  init() throws { folder = try ShellFolder() }

  private func give(to owner: String) throws {
    _ = try folder.run("/bin/chown", [owner, folder.path.string])
  }

  @Test func `lets a person and root at home pass`() throws {
    #expect(throws: Never.self) { try SudoCheck.check(folder.world(), effectiveUser: 1000) }
    #expect(throws: Never.self) {
      try SudoCheck.check(folder.world(["HOME": nil]), effectiveUser: 0)
    }
    #expect(throws: Never.self) {
      try SudoCheck.check(folder.world(["HOME": "\(folder.path)/gone"]), effectiveUser: 0)
    }
    // A folder of root's, as in containers.
    #expect(throws: Never.self) {
      try SudoCheck.check(folder.world(["HOME": "/"]), effectiveUser: 0)
    }
  }

  @Test(.enabled(if: Machine.effectiveUser == 0, "only root can give a folder away"))
  func `refuses root in a person's home`() throws {
    try give(to: "12345")
    let error = ShellError.homeOfAnotherUser(home: folder.path.string, owner: 12345)
    #expect(throws: error) { try SudoCheck.check(folder.world()) }
    #expect(throws: error) { try SudoCheck.check(folder.world(["SUDO_USER": "ann"])) }
    #expect(error.message.contains("nothing was changed"))
    #expect(error.hint?.contains("without sudo") == true)
    // GitHub's jobs in containers are that way, and no sudo.
    let job = ["GITHUB_ACTIONS": "true"]
    #expect(throws: Never.self) { try SudoCheck.check(folder.world(job)) }
    #expect(throws: error) {
      try SudoCheck.check(folder.world(["GITHUB_ACTIONS": "true", "SUDO_USER": "ann"]))
    }
  }
}
