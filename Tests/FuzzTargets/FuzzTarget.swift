/// One parser of bytes that somebody else wrote, with what must hold whatever the bytes are.
package struct FuzzTarget: Sendable {
  package let name: String
  /// The longest input worth making, in bytes.
  package let longest: Int
  /// What inputs are made of: a dictionary for the fuzzer.
  package let words: [String]
  private let makeSeeds: @Sendable () throws -> [[UInt8]]
  private let body: @Sendable ([UInt8]) throws -> Void

  init(
    _ name: String, longest: Int, words: [String] = [],
    seeds: @escaping @Sendable () throws -> [[UInt8]],
    check: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.longest = longest
    self.words = words
    makeSeeds = seeds
    body = check
  }

  /// Sound documents, made as the programs make them.
  package func seeds() throws -> [[UInt8]] { try makeSeeds() }

  /// - Throws: ``FuzzFailure``, when something does not hold. Refusing the bytes is no failure.
  package func check(_ bytes: [UInt8]) throws { try body(bytes) }
}

/// Something that must hold for every input, and does not for one.
package struct FuzzFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
