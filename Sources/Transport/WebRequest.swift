/// One question to one server.
struct WebRequest {
  let address: WebAddress
  /// The first byte wanted; 0 asks for the whole file.
  var offset = 0
  var headers: [String] = []
}
