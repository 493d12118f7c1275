import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publisher

@Suite struct ELFRequirementsTests {
  private static func requirements(of bytes: [UInt8]) throws -> ELFRequirements? {
    try ELFRequirements { offset, count in
      guard offset >= 0, count >= 0, offset < bytes.count else { return [] }
      return Array(bytes[offset...].prefix(count))
    }
  }

  private static func systemProgram(_ path: String) throws -> [UInt8] {
    let path = FilePath(path)
    return try Directory(path.removingLastComponent())
      .readFile(path.lastComponent?.string ?? "", limit: 64 << 20)
  }

  @Test(
    .enabled(if: Machine.platform?.system == .linux, "needs this machine's own programs"),
    arguments: ["/bin/sh", "/usr/bin/env", "/usr/bin/curl"])
  func `it reads what readelf reads`(program: String) throws {
    let requirements = try #require(try Self.requirements(of: try Self.systemProgram(program)))
    #expect(requirements.architecture == Machine.platform?.architecture)
    let outcome = try ChildProcess(
      program: "/bin/bash",
      arguments: [
        "-c",
        "readelf -V \"$1\" | sed -nE 's/.*Name: GLIBC_([0-9.]+) .*/\\1/p' | sort -V | tail -n 1",
        "bash", program,
      ],
      environment: .ofProcess(), workingDirectory: "/", timeLimit: 60, outputLimit: 1 << 20
    ).run()
    let expected = String(decoding: outcome.output, as: UTF8.self).dropLast()
    #expect(requirements.glibc?.description == String(expected))
  }

  @Test(arguments: ["", "#!/bin/sh\n", "\u{7F}EL"])
  func `what is no ELF file needs nothing`(text: String) throws {
    #expect(try Self.requirements(of: Array(text.utf8)) == nil)
  }

  @Test(.enabled(if: Machine.platform?.system == .linux, "needs this machine's own programs"))
  func `a file cut or altered anywhere is an answer or a refusal, never a crash`() throws {
    let bytes = try Self.systemProgram("/usr/bin/env")
    var generator = SeededGenerator(seed: 7)
    for length in [4, 17, 63, 64, 100, 500, 2000] {
      #expect(throws: ELFRequirements.Problem.self) {
        try Self.requirements(of: Array(bytes.prefix(length)))
      }
    }
    var answers = 0
    for _ in 0..<300 {
      var altered = bytes
      for _ in 0..<8 {
        altered[Int.random(in: 4..<4096, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      do {
        _ = try Self.requirements(of: altered)
        answers += 1
      } catch is ELFRequirements.Problem {
        answers += 1
      }
    }
    #expect(answers == 300)
  }

  @Test func `a 32-bit program is refused`() {
    let head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 1] + [UInt8](repeating: 0, count: 58)
    #expect(throws: ELFRequirements.Problem.not64Bit) { try Self.requirements(of: head) }
  }

  @Test func `a static program needs no glibc`() throws {
    var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + [UInt8](repeating: 0, count: 58)
    head[18] = 183
    let requirements = try #require(try Self.requirements(of: head))
    #expect(requirements.glibc == nil)
    #expect(requirements.architecture == .arm64)
  }
}
