import Model

/// The rule of ``RelativePath`` in bytes, as the system reads a path: it knows no characters.
func checkInside(_ path: RelativePath) throws {
  let text = Array(path.description.utf8)
  let names = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  for name in names {
    try expect(
      !name.isEmpty && !name.elementsEqual("..".utf8) && !name.elementsEqual(".".utf8)
        && !name.contains { $0 < 0x20 || $0 == 0x7F } && name.count <= 255,
      "'\(path)' has a name that is none")
  }
  try expect(
    path.names.map { Array($0.utf8) } == names.map { Array($0) },
    "'\(path)' is taken apart elsewhere than at its slashes")
}
