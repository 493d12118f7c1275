/// The checksums of a tar's headers, as POSIX.1-1988 has them.
package enum TarChecksums {
  private static let field = 148..<156

  /// Makes them right, header by header, as long as the lengths in the headers lead to another one.
  package static func repair(_ tar: inout [UInt8]) {
    var offset = 0
    while offset + 512 <= tar.count {
      let block = offset..<(offset + 512)
      if !tar[block].allSatisfy({ $0 == 0 }) { repair(&tar, block) }
      let digits = tar[(offset + 124)..<(offset + 135)].prefix { (0x30...0x37).contains($0) }
      let length = digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
      offset += 512 + (min(length, tar.count) + 511) / 512 * 512
    }
  }

  private static func repair(_ tar: inout [UInt8], _ block: Range<Int>) {
    let place = (block.lowerBound + field.lowerBound)..<(block.lowerBound + field.upperBound)
    tar.replaceSubrange(place, with: repeatElement(UInt8(ascii: " "), count: 8))
    let sum = String(tar[block].reduce(0) { $0 + Int($1) }, radix: 8)
    let text = String(repeating: "0", count: 6 - sum.utf8.count) + sum + "\u{0} "
    tar.replaceSubrange(place, with: text.utf8)
  }
}
