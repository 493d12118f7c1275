private import CPosix
package import SystemPackage

/// The live processes that use something below a folder, as far as the system shows them.
package enum ProcessTable {
  package struct Entry: Sendable, Equatable {
    package let identifier: Int32
    /// The program's path.
    package let program: FilePath
    /// The program's name as it was called, and its arguments.
    package let arguments: [String]
    /// Unix time in whole seconds; `nil` where the system does not tell.
    package let started: Int?
  }

  /// Processes whose program, working directory, mapped file or argument lies below `folder`, or is it.
  ///
  /// - Parameter folder: An absolute real path.
  package static func users(of folder: FilePath) -> [Entry] {
    let prefix = folder.string.hasSuffix("/") ? folder.string : folder.string + "/"
    #if canImport(Darwin)
      return DarwinProcesses.all().filter { $0.program.string.hasPrefix(prefix) }
    #else
      return identifiers().compactMap { identifier in
        let process = LinuxProcess(identifier: identifier)
        return process.uses(prefix) ? process.entry : nil
      }
    #endif
  }

  /// Processes whose program's path `matches`. A program that was removed while it runs has its former path.
  package static func running(where matches: (FilePath) -> Bool) -> [Entry] {
    #if canImport(Darwin)
      return DarwinProcesses.all().filter { matches($0.program) }
    #else
      return identifiers().compactMap { identifier in
        LinuxProcess(identifier: identifier).entry { matches($0) }
      }
    #endif
  }

  #if !canImport(Darwin)
    private static func identifiers() -> [Int32] {
      guard let folder = try? Directory("/proc"), let names = try? folder.names() else { return [] }
      return names.compactMap { Int32($0) }.filter { $0 != getpid() }
    }
  #endif
}

#if canImport(Darwin)
  /// `libproc`: program paths only. Written from its manual; not run by the project's tests.
  private enum DarwinProcesses {
    static func all() -> [ProcessTable.Entry] {
      let count = proc_listallpids(nil, 0)
      guard count > 0 else { return [] }
      var identifiers = [pid_t](repeating: 0, count: Int(count) + 64)
      let filled = proc_listallpids(
        &identifiers, Int32(identifiers.count * MemoryLayout<pid_t>.size))
      return identifiers.prefix(max(0, Int(filled))).compactMap { identifier in
        var buffer = [CChar](repeating: 0, count: 4096)
        guard identifier != getpid(),
          proc_pidpath(identifier, &buffer, UInt32(buffer.count)) > 0
        else { return nil }
        let path = String(cString: buffer)
        return ProcessTable.Entry(
          identifier: identifier, program: FilePath(path), arguments: [path], started: nil)
      }
    }
  }
#else
  /// `proc(5)`. What another user's process hides counts as not used.
  private struct LinuxProcess {
    let identifier: Int32

    private var folder: String { "/proc/\(identifier)" }

    func uses(_ prefix: String) -> Bool {
      let paths = [link("exe"), link("cwd")].compactMap { $0 } + arguments
      // With a slash at its end, the folder itself is below itself.
      if paths.contains(where: { "\($0)/".hasPrefix(prefix) }) { return true }
      return mapsFile(below: prefix)
    }

    var entry: ProcessTable.Entry? { entry { _ in true } }

    /// - Returns: `nil` when its program is another one.
    func entry(where matches: (FilePath) -> Bool) -> ProcessTable.Entry? {
      guard let program = link("exe"), matches(FilePath(program)) else { return nil }
      return ProcessTable.Entry(
        identifier: identifier, program: FilePath(program),
        arguments: arguments, started: started)
    }

    private var arguments: [String] {
      content("cmdline").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private func mapsFile(below prefix: String) -> Bool {
      String(decoding: content("maps"), as: UTF8.self).split(separator: "\n").contains { line in
        guard let slash = line.firstIndex(of: "/") else { return false }
        return line[slash...].hasPrefix(prefix)
      }
    }

    /// The boot time plus field 22 of `stat`, which counts clock ticks.
    private var started: Int? {
      let stat = String(decoding: content("stat"), as: UTF8.self)
      guard let end = stat.lastIndex(of: ")") else { return nil }
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      guard fields.count > 19, let ticks = Int(fields[19]) else { return nil }
      let boot = String(decoding: Self.read("/proc/stat"), as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("btime ") }.flatMap { Int($0.dropFirst(6)) }
      return boot.map { $0 + ticks / max(1, sysconf(Int32(_SC_CLK_TCK))) }
    }

    private func link(_ name: String) -> String? {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink("\(folder)/\(name)", &buffer, buffer.count)
      guard count > 0 else { return nil }
      let text = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      // A program that was removed or replaced while it runs.
      return text.hasSuffix(" (deleted)") ? String(text.dropLast(10)) : text
    }

    private func content(_ name: String) -> [UInt8] { Self.read("\(folder)/\(name)") }

    private static func read(_ path: String) -> [UInt8] {
      let descriptor = stg_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0)
      guard descriptor >= 0 else { return [] }
      let file = OpenFile(descriptor: descriptor, path: path)
      return (try? file.readAll(limit: 16 << 20)) ?? []
    }
  }
#endif
