private import Dispatch

/// Work on a thread of its own: tests block, and the threads that run them are few.
package final class BackgroundThread: Sendable {
  private let queue = DispatchQueue(label: "a test's thread")
  private let done = DispatchSemaphore(value: 0)
  private let outcome = Outcome()

  /// Written before the semaphore is signalled, read after it was waited for.
  private final class Outcome: @unchecked Sendable {
    var error: (any Error)?
  }

  package init(_ body: @escaping @Sendable () throws -> Void) {
    let (done, outcome) = (done, outcome)
    queue.async {
      do { try body() } catch { outcome.error = error }
      done.signal()
    }
  }

  /// Waits for its end, once.
  ///
  /// - Throws: What the work threw.
  package func finish() throws {
    done.wait()
    if let error = outcome.error { throw error }
  }
}
