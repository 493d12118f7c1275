import Model
import TestSupport
import Trust

/// A root's `signed` to build odd ones from.
enum RootSample {
  static var json: JSON {
    get throws { try RepositorySimulator().root.json }
  }
}
