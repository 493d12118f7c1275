private import Host
package import Model
package import SystemPackage

/// A built `stigmerup`, asked for its version.
package struct ManagerProgram {
  private let path: FilePath

  /// - Parameter folder: The folder that holds it.
  package init(in folder: FilePath) { path = folder.appending("stigmerup") }

  init(at path: FilePath) { self.path = path }

  /// Runs `stigmerup --version`, which prints `stigmerup 1.2.3`.
  ///
  /// - Parameter emptyFolder: Becomes its home and working directory.
  /// - Throws: ``ManagerProgramError``; ``BootstrapError`` when it is not there; `HostError` when it cannot be started.
  package func version(emptyFolder: FilePath) throws -> Version {
    let outcome = try answer(emptyFolder)
    let output = String(decoding: outcome.output, as: UTF8.self)
    let words = output.split(whereSeparator: \.isWhitespace)
    guard outcome.ending == .exited(status: 0), words.count == 2, words[0] == "stigmerup",
      let version = Version(String(words[1]))
    else { throw ManagerProgramError(path: path.string, output: output) }
    return version
  }
  private func answer(_ emptyFolder: FilePath) throws -> ChildProcess.Outcome {
    do throws(HostError) {
      return try ChildProcess(
        program: path, arguments: ["--version"],
        environment: Environment(["HOME": emptyFolder.string, "PATH": "/usr/bin:/bin"]),
        workingDirectory: emptyFolder, timeLimit: 30, outputLimit: 4096
      ).run()
    } catch  where error.isNotFound {
      throw BootstrapError.missingProgram(path: path.string)
    }
  }
}
