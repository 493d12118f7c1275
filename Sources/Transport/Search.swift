/// The search for one file over the locations: whom to ask next, when, and what to say in the end.
///
/// A round asks every location once. Further rounds, each after a pause, ask those whose fault may pass. A location
/// that says "not found" is not asked again; once one did, those that were already known as bad get one chance at most, so
/// that a broken mirror does not slow down every probe for a file that need not be there.
struct Search {
  struct Step {
    let location: Int
    /// To be waited before.
    let pause: Duration
  }

  private let path: String
  private let mirrors: Mirrors
  private let options: TransportOptions
  private var queue: [Int]
  private var candidates: [Int]
  private let goodAtFirst: Set<Int>
  private var round = 0
  private var missing: FetchError?
  private var failure: FetchError?
  private var retryAfter: Int?

  init(path: String, mirrors: Mirrors, options: TransportOptions) {
    self.path = path
    self.mirrors = mirrors
    self.options = options
    candidates = mirrors.order(for: path)
    queue = candidates
    goodAtFirst = Set(candidates.filter { mirrors.standing($0) == .good })
  }

  /// - Returns: `nil` when nobody is left to ask; then ``verdict`` holds.
  mutating func next() -> Step? {
    while let location = queue.first {
      queue.removeFirst()
      if missing == nil || mirrors.standing(location) != .silent {
        return Step(location: location, pause: .zero)
      }
    }
    return nextRound()
  }

  mutating func failed(_ location: Int, with error: FetchError) {
    mirrors.failed(location, with: error)
    if error.isNotFound {
      missing = missing ?? error
    } else {
      failure = failure ?? error
    }
    retryAfter = [retryAfter, error.retryAfter].compactMap { $0 }.max()
    let asksTooMuch = error.retryAfter.map { .seconds($0) > options.longestPause } ?? false
    if !error.mayPass || asksTooMuch {
      candidates.removeAll { $0 == location }
      queue.removeAll { $0 == location }
    }
  }

  var verdict: FetchError {
    guard case .notFound(let url, let status, _) = missing else {
      return failure ?? .badPath(path)
    }
    return .notFound(url: url, status: status, elsewhere: failure?.message)
  }

  private mutating func nextRound() -> Step? {
    guard round < options.retries else { return nil }
    round += 1
    queue = mirrors.order(for: path).filter(isWorthAnotherRound)
    guard !queue.isEmpty else { return nil }
    let pause = pauseBeforeRound()
    retryAfter = nil
    return Step(location: queue.removeFirst(), pause: pause)
  }

  private func isWorthAnotherRound(_ location: Int) -> Bool {
    guard candidates.contains(location) else { return false }
    return missing == nil
      || (goodAtFirst.contains(location) && mirrors.standing(location) == .doubtful)
  }

  /// Doubles from round to round, between half and one and a half of that: clients that failed together come back apart.
  private func pauseBeforeRound() -> Duration {
    let mean = options.firstPause * (1 << min(round - 1, 16))
    let jittered = mean * Double.random(in: 0.5...1.5)
    return min(max(jittered, .seconds(retryAfter ?? 0)), options.longestPause)
  }
}
