/// Files over HTTP. The room that fetches is still being built: until it is here, there is no answer to give.
struct HTTPRemote: Remote {
  func fetch(_ url: String, limit: Int) throws -> [UInt8]? {
    throw UsageError(problem: "this build cannot fetch '\(url)'")
  }
}
