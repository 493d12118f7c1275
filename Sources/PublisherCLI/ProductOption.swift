import ArgumentParser
import Model

/// `--product`.
struct ProductOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "stigmer or stigmerup, where both have the version (default: stigmer first).",
      valueName: "product"))
  var product: String?

  /// - Returns: `nil` for whichever there is.
  var value: Product? {
    get throws {
      try product.map { text in
        guard let product = Product(rawValue: text) else {
          throw UsageError.notA(text, option: "--product", example: "stigmer or stigmerup")
        }
        return product
      }
    }
  }
}
