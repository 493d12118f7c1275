import Host
import Model

func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
  guard condition else { throw FuzzFailure(what()) }
}

/// What `body` makes of an input; `nil` when it refuses it.
///
/// A refusal is an error for people, and what is printed of it cannot move the cursor of a terminal.
func unlessRefused<Value>(_ body: () throws -> Value) throws -> Value? {
  do {
    return try body()
  } catch {
    guard let refusal = error as? any UserError else { throw error }
    for text in [refusal.message, refusal.hint ?? ""] {
      let lines = ErrorText.lines(text, after: "error:", width: 7)
      try expect(
        !lines.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F },
        "the error prints a control character: \(text)")
    }
    return nil
  }
}

/// What `body` makes of an input that it may not refuse.
func accepted<Value>(_ what: String, _ body: () throws -> Value) throws -> Value {
  do { return try body() } catch { throw FuzzFailure("\(what): \(error)") }
}

func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
