import Host
import Model
import Transport
import Trust

/// The suite's server. It counts requests, so none is repeated.
struct Remote: MetadataSource {
  private let transport: Transport

  init(base: String, environment: Environment) throws {
    var options = TransportOptions(environment: environment, version: ManagerVersion.text)
    options.retries = 0
    transport = Transport(locations: [try RepositoryLocation(base)], options: options)
  }

  func fetch(_ path: String, limit: Int, held: [UInt8]?) throws -> MetadataReply {
    do throws(FetchError) {
      return .bytes(try transport.fetch(path, limit: limit))
    } catch  where error.isNotFound {
      return .notFound
    }
  }

  func fetch(_ target: TargetInfo) throws -> [UInt8] {
    try transport.fetch(target.servedPath, limit: target.length)
  }
}
