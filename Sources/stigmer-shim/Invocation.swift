#if hasFeature(Embedded)
  import CPosix
  import SelectionEmbedded
#else
  import CPosix
  import Selection
#endif

typealias CString = UnsafeMutablePointer<CChar>

/// The arguments and the environment that this process was started with, untouched.
struct Invocation {
  /// As rustup: more shims above this one than any real chain of programs has.
  static var deepest: Int { 20 }

  let program: ByteString
  private let arguments: [CString]
  private let environment: UnsafeMutablePointer<CString?>?

  init(
    _ arguments: UnsafeMutablePointer<CString?>, count: Int,
    environment: UnsafeMutablePointer<CString?>?
  ) {
    var all: [CString] = []
    for index in 0..<count {
      if let argument = arguments[index] { all.append(argument) }
    }
    program = all.first.map { ByteString(cString: $0).lastName } ?? ""
    self.arguments = Array(all.dropFirst())
    self.environment = environment
  }

  var depth: Int { Circumstances.depth(variable(VariableName.depth)) }

  func circumstances() throws(HandOver) -> Circumstances {
    guard let home else { throw HandOver(.noHome, nil) }
    return Circumstances(
      home: home, program: program, firstArgument: arguments.first.map { ByteString(cString: $0) },
      variable: variable)
  }

  /// The folder of the shim has its manager. Without `/proc` nobody says where the shim lies.
  var manager: ByteString? {
    if let folder = ownPath()?.parent { return folder.joined("stigmerup") }
    return home?.path("self/current/stigmerup")
  }

  /// `STIGMERUP_HOME`, or by where the shim lies.
  private var home: Home? {
    guard let value = variable(VariableName.home), !value.isEmpty else {
      return ownPath().flatMap { Home(ofProgramAt: $0) }
    }
    return Home(value.isAbsolute ? value : currentDirectory()?.joined(value) ?? value)
  }

  func variable(_ name: ByteString) -> ByteString? {
    name.withCString { getenv($0) }.map { ByteString(cString: $0) }
  }

  /// The arguments after the program's name.
  func arguments(droppingSelector: Bool) -> [CString] {
    droppingSelector ? Array(arguments.dropFirst()) : arguments
  }

  /// The environment with `changes`, each of which replaces every entry of its name.
  func environment(with changes: [VariableChange]) -> [CString] {
    var entries: [CString] = []
    var next = environment
    while let pointer = next, let entry = pointer.pointee {
      if !changes.contains(where: { entry.isEntry(of: $0.name) }) { entries.append(entry) }
      next = pointer + 1
    }
    for change in changes {
      if let value = change.value { entries.append((change.name + "=" + value).leaked()) }
    }
    return entries
  }
}

extension CString {
  /// Whether this `NAME=value` is of the variable `name`.
  fileprivate func isEntry(of name: ByteString) -> Bool {
    for index in 0..<name.bytes.count where UInt8(bitPattern: self[index]) != name.bytes[index] {
      return false
    }
    return self[name.bytes.count] == CChar(bitPattern: 0x3D)
  }
}
