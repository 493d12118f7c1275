import Dispatch

/// A lock between a test's threads.
final class FlagLock: Sendable {
  private let semaphore = DispatchSemaphore(value: 1)

  func held<Value>(_ body: () -> Value) -> Value {
    semaphore.wait()
    defer { semaphore.signal() }
    return body()
  }
}
