package import Host
package import Model
package import SystemPackage
package import Trust

/// A key that another program keeps: a token, a key management service. The program is given the bytes to sign on its
/// standard input and answers with the raw signature on its standard output, and nothing else.
package struct CommandSigner: Signer {
  package static let defaultTimeLimit = 120
  /// The signature of a 16384-bit RSA key has 2 KiB; the rest is room to tell noise from a signature.
  static let longestSignature = 4096

  package let publicKey: PublicKey
  private let process: FilterProcess

  /// - Parameters:
  ///   - words: The program and its arguments, as they are: no shell reads them. A program without `/` is looked for in
  ///     the folders of `PATH`.
  ///   - publicKey: Every signature is checked with it before it is used.
  ///   - timeLimit: In seconds.
  /// - Throws: ``SigningCommandError/notFound(_:)``, ``SigningCommandError/empty``.
  package init(
    words: [String], publicKey: PublicKey, environment: Environment,
    timeLimit: Int = defaultTimeLimit, absolute: (String) throws -> FilePath
  ) throws {
    guard let program = words.first, !program.isEmpty else { throw SigningCommandError.empty }
    self.publicKey = publicKey
    process = FilterProcess(
      program: try Self.find(program, environment, absolute), arguments: Array(words.dropFirst()),
      environment: environment, timeLimit: timeLimit, outputLimit: Self.longestSignature)
  }

  private static func find(
    _ program: String, _ environment: Environment, _ absolute: (String) throws -> FilePath
  ) throws -> FilePath {
    if program.contains("/") { return try absolute(program) }
    for folder in (environment.nonEmpty("PATH") ?? "").split(separator: ":")
    where folder.hasPrefix("/") {
      let path = FilePath(String(folder)).appending(program)
      if Machine.canExecute(path) { return path }
    }
    throw SigningCommandError.notFound(program)
  }

  /// - Throws: ``SigningCommandError``; `HostError` when the program cannot be started.
  package func sign(_ message: [UInt8]) throws -> [UInt8] {
    let program = process.program.string
    let (ending, output) = try process.run(input: message)
    switch ending {
    case .exited(status: 0): break
    case .exited(let status): throw SigningCommandError.failed(program, status: status)
    case .killed(let signal): throw SigningCommandError.killed(program, signal: signal)
    case .tookTooLong: throw SigningCommandError.tookTooLong(program, seconds: process.timeLimit)
    case .wroteTooMuch: throw SigningCommandError.wroteTooMuch(program, limit: process.outputLimit)
    }
    guard publicKey.isValid(output, for: message) else {
      throw SigningCommandError.wrongSignature(
        program, length: output.count, key: publicKey.id, scheme: publicKey.scheme)
    }
    return output
  }
}

/// Why a signing command gave no signature. Nothing was written then.
package enum SigningCommandError: UserError, Equatable {
  case empty
  case notFound(String)
  case failed(String, status: Int32)
  case killed(String, signal: Int32)
  case tookTooLong(String, seconds: Int)
  case wroteTooMuch(String, limit: Int)
  case wrongSignature(String, length: Int, key: KeyID, scheme: KeyScheme?)

  package var message: String {
    switch self {
    case .empty: "--sign-with names no program"
    case .notFound(let program):
      "the signing command '\(Printable.escaped(program))' is in no folder of PATH"
    case .failed(let program, let status): "\(named(program)) failed with exit status \(status)"
    case .killed(let program, let signal): "\(named(program)) was ended by signal \(signal)"
    case .tookTooLong(let program, let seconds):
      "\(named(program)) gave no answer within \(seconds) seconds, and was ended"
    case .wroteTooMuch(let program, let limit):
      "\(named(program)) wrote more than \(limit) bytes: that is no signature"
    case .wrongSignature(let program, let length, let key, _):
      "what \(named(program)) wrote (\(length) bytes) is not a signature by key \(key.short)"
    }
  }

  package var hint: String? {
    switch self {
    case .tookTooLong: "give it longer: --sign-timeout SECONDS"
    case .failed, .killed: "what it said stands above; nothing was signed"
    case .wroteTooMuch:
      "its standard output must be the raw signature; messages go to standard error"
    case .wrongSignature(_, _, _, let scheme):
      switch scheme {
      case .ed25519?: "ed25519 wants 64 raw bytes over exactly the bytes that it is given"
      case .ecdsaP256?:
        "ECDSA wants DER (SEQUENCE of r and s) over the SHA-256 of the bytes; check --public-key too"
      case .rsaPSS?: "RSA-PSS wants SHA-256, MGF1 with SHA-256; check --public-key too"
      case nil: nil
      }
    case .empty, .notFound: nil
    }
  }

  private func named(_ program: String) -> String {
    "the signing command '\(Printable.escaped(program, limit: 4000))'"
  }
}
