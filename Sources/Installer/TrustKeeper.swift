package import Host
package import Store

/// Where a refresh keeps what it accepted: a home's `trust/`, or memory for a look before anything is installed.
package protocol TrustKeeper: AnyObject {
  /// - Returns: `nil` when there is none yet.
  func load(_ name: String, limit: Int) throws(HostError) -> [UInt8]?

  /// Replaces a file in one step; the caller verified `bytes`.
  func store(_ name: String, _ bytes: [UInt8]) throws(HostError)

  /// Removes a file, if it is there.
  func forget(_ name: String) throws(HostError)
}

extension TrustFolder: TrustKeeper {}
