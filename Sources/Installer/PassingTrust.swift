/// Trust that is forgotten with the process.
package final class PassingTrust: TrustKeeper {
  private var files: [String: [UInt8]]

  /// - Parameter root: The first root, as given.
  package init(root: [UInt8]) { files = ["root.json": root] }

  package func load(_ name: String, limit: Int) -> [UInt8]? { files[name] }

  package func store(_ name: String, _ bytes: [UInt8]) { files[name] = bytes }
}
