private import Model

/// A redirect's target that is no address stigmerup could go to, for messages.
enum RedirectTarget {
  /// Without a query, which may hold a token, and without what may be a password.
  static func printable(_ target: String) -> String {
    let withoutQuery = target.prefix { $0 != "?" && $0 != "#" }
    let shown = withoutQuery.lastIndex(of: "@").map { "…" + withoutQuery[$0...] }
    return Printable.escaped(shown ?? String(withoutQuery))
  }
}
