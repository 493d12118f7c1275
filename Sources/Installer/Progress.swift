/// Told how a long step goes on; what it shows is not the installer's business.
package protocol Progress: AnyObject {
  /// - Parameter total: In bytes, of what is to be downloaded.
  func begin(_ title: String, total: Int)

  /// - Parameter bytes: Downloaded since the last call.
  func advance(_ bytes: Int)

  func end()

  /// Something that happened, worth a line.
  func note(_ line: String)
}
