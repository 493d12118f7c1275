import FuzzTargets
import Host
import SystemPackage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// libFuzzer has the `main`, and calls these two: <https://llvm.org/docs/LibFuzzer.html>.
@_cdecl("LLVMFuzzerInitialize")
func initialize(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> Int32 {
  do { try FuzzProgram.begin(&count.pointee, words.pointee) } catch { fatalError("\(error)") }
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func take(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzProgram.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// `list`, `seeds FOLDER`, `try TARGET FILE…`, `run TARGET OPTION-OF-LIBFUZZER…`: `scripts/fuzz` builds and runs it.
enum FuzzProgram {
  nonisolated(unsafe) private static var running: FuzzTarget?

  /// Does what the words say and ends, or leaves libFuzzer its own options.
  static func begin(
    _ count: inout Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "list": for target in FuzzTarget.all { print(target.name, target.longest) }
    case "seeds" where words.count == 2: try writeSeeds(to: FilePath(words[1]))
    case "try" where words.count > 2:
      choose(words[1])
      for file in words.dropFirst(2) { try tryFile(FilePath(file)) }
    case "run" where words.count > 1:
      choose(words[1])
      for index in 3..<max(3, Int(count)) { arguments[index - 2] = arguments[index] }
      count -= 2
      arguments[Int(count)] = nil
      return
    default: complain("usage: list | seeds FOLDER | try TARGET FILE… | run TARGET OPTION…")
    }
    exit(0)
  }

  private static func complain(_ text: String) -> Never {
    print("error: \(text)")
    exit(2)
  }

  private static func choose(_ name: String) {
    running = FuzzTarget.named(name)
    if running == nil { complain("there is no target '\(name)'") }
  }

  static func check(_ bytes: [UInt8]) {
    do { try running?.check(bytes) } catch { fatalError("\(running?.name ?? ""): \(error)") }
  }

  /// For each target a folder of inputs, and a dictionary in libFuzzer's format beside it.
  private static func writeSeeds(to path: FilePath) throws {
    let folder = try Directory.making(path)
    for target in FuzzTarget.all {
      let seeds = try folder.makingDirectory(target.name)
      for (number, bytes) in try target.seeds().enumerated() {
        try seeds.removeFile("made-\(number)")
        try seeds.writeFile("made-\(number)", bytes)
      }
      let lines = target.words.map { "\"\($0.utf8.map(escaped).joined())\"\n" }
      try folder.removeFile("\(target.name).dict")
      try folder.writeFile("\(target.name).dict", Array(lines.joined().utf8))
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static func tryFile(_ path: FilePath) throws {
    let folder = try Directory(path.removingLastComponent())
    check(try folder.readFile(path.lastComponent?.string ?? "", limit: 64 << 20))
    print("nothing is wrong with \(path)")
  }
}
