/// Telling a web page (a captive portal, a host's own error page) from a repository's files, for the message alone.
package enum WebPage {
  /// Whether `bytes` begin as HTML or XML does. No JSON document, zstd frame or shell script does.
  package static func looksLike(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes.prefix(64) {
      switch byte {
      // Blanks, and the byte order mark that some servers put first.
      case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: continue
      default: return byte == UInt8(ascii: "<")
      }
    }
    return false
  }
}
