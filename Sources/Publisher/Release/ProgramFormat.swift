package import Model

/// What kind of program a file is, by its first bytes (elf(5); `<mach-o/loader.h>`, `<mach-o/fat.h>`).
package enum ProgramFormat: Sendable, Equatable {
  case elf
  case machO
  case script
  case other

  init(_ start: some Sequence<UInt8>) {
    let start = Array(start.prefix(4))
    self =
      switch start {
      case [0x7F, 0x45, 0x4C, 0x46]: .elf
      case [0xCF, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE]: .machO
      default: start.starts(with: Array("#!".utf8)) ? .script : .other
      }
  }

  static func native(to platform: Platform) -> ProgramFormat {
    platform.system == .linux ? .elf : .machO
  }

  func runs(on platform: Platform) -> Bool {
    self == .script || self == .native(to: platform)
  }

  var text: String {
    switch self {
    case .elf: "an ELF program of Linux"
    case .machO: "a Mach-O program of macOS"
    case .script: "a script"
    case .other: "no program"
    }
  }
}
