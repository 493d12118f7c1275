import Settings

/// The manager's reading of a pin.
enum FullPinReader {
  /// - Throws: `FormatError`, when it is no pin.
  static func selector(of text: String) throws -> String {
    try ProjectPin(parsing: Array(text.utf8), path: "pin").selector
  }
}
