/// What a release is a release of: the platform itself, or its manager.
///
/// It is signed in the manifest, so that a manager's release listed in `stable` (or the other way round) is refused.
package enum Product: String, Sendable {
  case stigmer
  case stigmerup
}
