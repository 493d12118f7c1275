#if hasFeature(Embedded)
  import CPosix
  import SelectionEmbedded
#else
  import CPosix
  import Selection
#endif

/// Where this program really lies, links resolved; nil when the system does not say.
func ownPath() -> ByteString? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
    guard let start = buffer.baseAddress else { return nil }
    #if canImport(Darwin)
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(start, &size) == 0, let path = realpath(start, nil) else {
        return nil
      }
      defer { free(path) }
      return ByteString(cString: path)
    #else
      let count = readlink("/proc/self/exe", start, buffer.count - 1)
      guard count > 0 else { return nil }
      buffer[count] = 0
      return ByteString(cString: start)
    #endif
  }
}

#if hasFeature(Embedded)
  @_cdecl("stigmer_shim_main")
  func shimMain(_ count: Int32, _ arguments: UnsafeMutablePointer<CString?>) -> Int32 {
    run(Invocation(arguments, count: Int(count), environment: stg_environ()))
  }
#else
  @main
  enum Shim {
    static func main() {
      exit(
        run(
          Invocation(
            CommandLine.unsafeArgv, count: Int(CommandLine.argc), environment: stg_environ())))
    }
  }
#endif

/// Returns only when there was nothing to execute: the exit status.
private func run(_ invocation: Invocation) -> Int32 {
  guard invocation.program.isPlainName, invocation.program != "stigmer-shim" else {
    return complain(Complaint.usage)
  }
  guard invocation.depth < Invocation.deepest else {
    return complain(.tooDeep(invocation.program, invocation.depth))
  }
  do {
    return try launch(invocation)
  } catch {
    return handOver(error, invocation)
  }
}

/// Executes the program chosen. Twice, if clean-up removed it between the choice and the start.
private func launch(_ invocation: Invocation) throws(HandOver) -> Int32 {
  let circumstances = try invocation.circumstances()
  var failure = try execute(invocation, circumstances)
  if failure.code == ENOENT { failure = try execute(invocation, circumstances) }
  if failure.code == ENOENT {
    throw HandOver(.noExecutable(invocation.program), failure.reason)
  }
  return complain(.cannotExecute(failure.path, failure.code))
}

private func execute(
  _ invocation: Invocation, _ circumstances: Circumstances
) throws(HandOver) -> (code: Int32, path: ByteString, reason: Reason) {
  let decision = try circumstances.decide()
  let toolchain = try circumstances.home.resolve(decision)
  let launch = try circumstances.launch(toolchain, decision.reason)
  circumstances.home.stamp(toolchain.place)
  let code = replaceProcess(
    path: launch.executable, arguments: [launch.executable],
    rest: invocation.arguments(droppingSelector: circumstances.plusSelector != nil),
    environment: invocation.environment(with: circumstances.changes(for: launch)))
  return (code, launch.executable, decision.reason)
}

/// Lets the manager decide, explain and go on. Once: a manager that comes back here has no more to
/// say.
private func handOver(_ handOver: HandOver, _ invocation: Invocation) -> Int32 {
  guard invocation.variable(VariableName.handedOver) == nil else {
    return complain(.cannotDecide(invocation.program, handOver))
  }
  guard let manager = invocation.manager else { return complain(.noManager) }
  let code = replaceProcess(
    path: manager, arguments: ["stigmerup", "shim-fallback", invocation.program],
    rest: invocation.arguments(droppingSelector: false),
    environment: invocation.environment(
      with: [VariableChange(name: VariableName.handedOver, value: "1")]))
  return complain(.managerMissing(invocation.program, handOver, manager, code))
}
