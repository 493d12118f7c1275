package import Host
package import Store

/// Trust that is forgotten with the process.
package final class PassingTrust: TrustKeeper {
  private var files: [String: [UInt8]]
  private var forgotten: Set<String> = []
  private let beneath: StoredTrust?

  /// - Parameter root: The first root, as given.
  package init(root: [UInt8]) {
    files = ["root.json": root]
    beneath = nil
  }

  /// Begins with what `home` trusts, which stays as it is.
  package init(over home: HomeFolder) {
    files = [:]
    beneath = StoredTrust(home)
  }

  package func load(_ name: String, limit: Int) throws(HostError) -> [UInt8]? {
    if let bytes = files[name] { return bytes }
    if forgotten.contains(name) { return nil }
    return try beneath?.load(name, limit: limit)
  }

  package func store(_ name: String, _ bytes: [UInt8]) { files[name] = bytes }

  package func forget(_ name: String) {
    files[name] = nil
    forgotten.insert(name)
  }
}
