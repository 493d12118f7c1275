import Settings

/// The manager's reading of a pin. `Settings` has a `PinFile` and so has `Selection`: one file cannot import both.
enum FullPinReader {
  /// - Throws: `FormatError`, when it is no pin.
  static func selector(of text: String) throws -> String {
    try PinFile(parsing: Array(text.utf8), path: "pin").selector
  }
}
