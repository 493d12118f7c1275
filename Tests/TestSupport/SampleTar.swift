/// A small tar made header by header, sound or not.
package struct SampleTar {
  private var bytes: [UInt8] = []

  package init() {}

  /// - Parameter type: `0` a file, `1` a hard link, `2` a link, `3` a device, `5` a folder.
  package mutating func add(
    _ path: String, _ type: Character, _ content: String = "", target: String = "",
    mode: Int = 0o644
  ) {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    func octal(_ number: Int, _ width: Int) -> String {
      let digits = String(number, radix: 8)
      return String(repeating: "0", count: width - digits.utf8.count) + digits
    }
    put(path, at: 0)
    put(octal(mode, 7), at: 100)
    put(octal(content.utf8.count, 11), at: 124)
    put(octal(0, 11), at: 136)
    put(String(type), at: 156)
    put(target, at: 157)
    put("ustar\u{0}00", at: 257)
    bytes += block
    bytes += content.utf8
    bytes += [UInt8](repeating: 0, count: (512 - content.utf8.count % 512) % 512)
  }

  /// With its checksums and the two empty blocks at its end.
  package var finished: [UInt8] {
    var finished = bytes + [UInt8](repeating: 0, count: 1024)
    TarChecksums.repair(&finished)
    return finished
  }
}
