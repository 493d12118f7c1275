import CPosix
import Host
import Testing

@Suite struct EnvironmentTests {
  @Test func `an empty variable counts as unset`() {
    let environment = Environment(["EMPTY": "", "FULL": "x"])
    #expect(environment.nonEmpty("EMPTY") == nil)
    #expect(environment.nonEmpty("ABSENT") == nil)
    #expect(environment.nonEmpty("FULL") == "x")
    #expect(environment["EMPTY"] == "")
  }

  @Test func `variables are set and removed`() {
    var environment = Environment(["A": "1"])
    environment["B"] = "2"
    environment["A"] = nil
    #expect(environment == Environment(["B": "2"]))
  }

  @Test func `entries are sorted and hold equals signs as they are`() {
    #expect(Environment(["B": "x=y", "A": ""]).entries == ["A=", "B=x=y"])
  }

  @Test func `the process's own variables are read, values with equals signs too`() async {
    await #expect(processExitsWith: .success) {
      setenv("STIGMERUP_TEST_VALUE", "a=b=c", 1)
      #expect(Environment.ofProcess()["STIGMERUP_TEST_VALUE"] == "a=b=c")
      #expect(Environment.ofProcess()["STIGMERUP_TEST_ABSENT"] == nil)
    }
  }
}
