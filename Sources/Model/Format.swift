/// The major format that each of stigmerup's own documents names in its member `format`.
package enum Format {
  package static func check(_ root: Field, understood: Int) throws(FormatError) {
    let format = try root.required("format").integer(in: 1...Int.max)
    guard format == understood else {
      throw FormatError(
        document: root.document, path: "format",
        problem: "is \(format), and this stigmerup understands \(understood)",
        hint: "stigmerup self update")
    }
  }
}
