#if !hasFeature(Embedded)
  // For the manager, whose world is `String`. The shim has no use for it.
  extension ByteString: CustomStringConvertible {
    package init(_ text: String) { self.init(Array(text.utf8)) }

    /// For people: what is not UTF-8 is replaced.
    package var description: String { String(decoding: bytes, as: UTF8.self) }

    /// nil when it is not UTF-8.
    package var string: String? { String(validating: bytes, as: UTF8.self) }
  }

  extension Reason {
    /// What `show --json` calls it.
    package var name: String {
      switch self {
      case .plusArgument: "argument"
      case .environment: "environment"
      case .inherited: "inherited"
      case .override: "override"
      case .pin: "pin"
      case .default: "default"
      }
    }

    /// The variable or the file that said it.
    package func source(in home: Home) -> String {
      switch self {
      case .plusArgument: "first argument"
      case .environment: VariableName.toolchain.description
      case .inherited: VariableName.inherited.description
      case .override: home.path("overrides").description
      case .pin(let file): file.description
      case .default: home.path("default").description
      }
    }
  }
#endif
