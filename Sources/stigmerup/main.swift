import StigmerupCLI

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

exit(StigmerupProgram.run(Array(CommandLine.arguments.dropFirst())))
