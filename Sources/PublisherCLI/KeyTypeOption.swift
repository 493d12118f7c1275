import ArgumentParser
import Trust

/// `--type`.
struct KeyTypeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "ed25519, ecdsa-sha2-nistp256 or rsassa-pss-sha256 (3072 bits).", valueName: "scheme"))
  var type: String?

  var kind: SecretKey.Kind? {
    get throws {
      switch type {
      case nil: return nil
      case "ed25519": return .ed25519
      case "ecdsa-sha2-nistp256", "ecdsa": return .ecdsaP256
      case "rsassa-pss-sha256", "rsa": return .rsa
      case let text?:
        throw UsageError.notA(
          text, option: "--type",
          example: "the types are ed25519, ecdsa-sha2-nistp256, rsassa-pss-sha256")
      }
    }
  }
}
