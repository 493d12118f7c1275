package import Model

/// What a role signs: the value of `signed` in a metadata file (TUF specification 1.0, section 4.3).
package protocol RoleDocument: Sendable, Equatable {
  /// The value of `_type`.
  static var type: RoleName { get }

  var header: DocumentHeader { get set }

  /// With all members it was read with, known or not.
  var json: JSON { get }

  init(signed: Field) throws(FormatError)
}

extension RoleDocument {
  /// 1 or more; 0 in one that is still to be published.
  package var version: Int {
    get { header.version }
    set { header.version = newValue }
  }

  package var expires: Instant {
    get { header.expires }
    set { header.expires = newValue }
  }

  /// Expired from the very second that it names (specification, section 5.3.10 and others).
  package func isExpired(at time: Instant) -> Bool { expires <= time }
}
