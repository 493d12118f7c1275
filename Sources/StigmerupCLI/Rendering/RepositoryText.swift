import Model
import Transport

/// Where releases come from, as people may see it: without user name and password.
enum RepositoryText {
  static func printable(_ location: String) -> String {
    do throws(LocationError) {
      return try RepositoryLocation(location).description
    } catch {
      // It may still hold a password before an `@`.
      let host = location.split(separator: "@").last.map(String.init) ?? ""
      return Printable.escaped(host == location ? location : "…@\(host)")
    }
  }
}
