/// One question to one server.
struct WebRequest {
  let address: WebAddress
  /// The first byte wanted; 0 asks for the whole file.
  var offset = 0
  var headers: [String] = []
  /// Read at its reader's pace, for as long as that takes.
  var isLarge = false
  /// Keeps to HTTP/1.1, and so has a connection to itself.
  var isAlone = false
}
