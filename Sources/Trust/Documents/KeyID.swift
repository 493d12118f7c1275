private import Model

/// The id of a key: 64 hexadecimal digits for every key that can verify, any text in a signature.
package struct KeyID: ExactText {
  package let description: String

  package init(_ text: String) { description = text }

  /// Enough of it for people to tell keys apart, safe for a terminal.
  package var short: String { Printable.escaped(String(description.prefix(12))) }
}
