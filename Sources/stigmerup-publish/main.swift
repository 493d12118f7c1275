import PublisherCLI

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

exit(PublisherProgram.run(Array(CommandLine.arguments.dropFirst())))
