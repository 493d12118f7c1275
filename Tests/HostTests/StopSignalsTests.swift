import CPosix
import Host
import Testing

@Suite struct StopSignalsTests {
  @Test func `both signals can be waited for, and end nothing`() throws {
    for signal in [SIGTERM, SIGINT] {
      let signals = try StopSignals()
      var before = Readiness()
      before.add(signals.descriptor, .reading)
      #expect(try before.wait(timeout: 0) == [])
      #expect(kill(getpid(), signal) == 0)
      var after = Readiness()
      after.add(signals.descriptor, .reading)
      var ready = try after.wait(timeout: 60)
      // The signal itself may have interrupted the wait.
      if ready.isEmpty { ready = try after.wait(timeout: 60) }
      #expect(ready == [signals.descriptor])
    }
  }
}
