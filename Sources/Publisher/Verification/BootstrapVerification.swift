internal import Host
private import Model
internal import Trust

/// Checks `install.sh`, its signature, and the archives that it names.
struct BootstrapVerification {
  private let repository: Directory
  private let installerKey: PublicKey?
  private let report: (Finding) -> Void

  init(_ repository: Directory, installerKey: PublicKey?, report: @escaping (Finding) -> Void) {
    self.repository = repository
    self.installerKey = installerKey
    self.report = report
  }

  /// - Returns: `nil` when the repository has no `install.sh`.
  func run() -> VerificationSummary.Bootstrap? {
    let place = InstallScript.fileName
    var summary = VerificationSummary.Bootstrap(isSignatureChecked: installerKey != nil)
    do {
      let script = try repository.readFileIfPresent(
        InstallScript.fileName, limit: InstallScript.longest)
      guard let script else { return nil }
      do { try checkSignature(of: script) } catch { report(Finding(place, error)) }
      let reader = ObjectReader(repository: repository)
      for entry in try InstallScript.archives(in: script) {
        summary.archives += 1
        do { try reader.check(entry.path, entry.archive) } catch {
          report(Finding("\(place), \(entry.version) for \(entry.platform)", error))
        }
      }
    } catch {
      report(Finding(place, error))
    }
    return summary
  }

  private func checkSignature(of script: [UInt8]) throws {
    let signature = try repository.readFileIfPresent(
      InstallScript.signatureName, limit: InstallScript.longestSignature)
    guard let signature else { throw VerificationError.noSignature }
    guard let installerKey else { return }
    guard installerKey.isValid(signature, for: script) else {
      throw VerificationError.wrongSignature
    }
  }
}
