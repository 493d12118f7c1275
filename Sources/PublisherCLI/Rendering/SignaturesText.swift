import Publisher
import Trust

/// Who has signed a draft, and who is still to.
struct SignaturesText {
  private let requirements: [SignatureRequirement]

  init(_ draft: SigningDraft) { requirements = draft.requirements() }

  var isFinished: Bool { requirements.allSatisfy(\.isMet) }

  var lines: [String] {
    requirements.map { requirement in
      let state = "\(requirement.signed.count) of \(requirement.threshold) signatures"
      let start = "\(requirement.role.safe)\(requirement.whose): \(state)"
      guard !requirement.isMet else { return start }
      let missing = requirement.missing.map(\.short).joined(separator: ", ")
      return "\(start); \(requirement.needed) more needed, of \(missing)"
    }
  }
}
