package import Model

/// Programs that cannot become a bootstrap archive.
package enum BootstrapError: UserError, Equatable {
  case missingProgram(path: String)
  case notExecutable(path: String)
  case wrongPlatform(path: String, Platform)
  case malformedProgram(path: String)
  case tooLong(length: Int)
  case signatureDoesNotVerify

  package var message: String {
    switch self {
    case .missingProgram(let path): "there is no program '\(Printable.escaped(path))'"
    case .notExecutable(let path): "'\(Printable.escaped(path))' is not executable"
    case .wrongPlatform(let path, let platform):
      "'\(Printable.escaped(path))' is not built for \(platform)"
    case .malformedProgram(let path): "'\(Printable.escaped(path))' is not a sound 64-bit program"
    case .tooLong(let length):
      "the archive would have \(length) bytes, and clients accept \(BootstrapArchive.longest)"
    case .signatureDoesNotVerify:
      "the installer's key signed install.sh, and its signature is wrong"
    }
  }

  package var hint: String? {
    switch self {
    case .missingProgram: "--program names the folder with stigmerup and stigmer-shim: make build"
    case .notExecutable(let path): "chmod +x '\(Printable.escaped(path))'"
    case .wrongPlatform: "give the platform that it is built for: --platform"
    case .malformedProgram, .tooLong: nil
    case .signatureDoesNotVerify: "the key's file may be damaged; restore it from a copy"
    }
  }
}
