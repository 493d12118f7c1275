package import Host
package import SystemPackage
package struct ShellSetup {
  package init(world: World, home: FilePath) {}
  package struct Plan: Sendable { package var changedFiles: [String] = [] }
  package struct Outcome: Sendable {}
  package struct Removal: Sendable {}
  package func plan(modifyingFiles: Bool) throws -> Plan { Plan() }
  package func apply(_ plan: Plan) throws -> Outcome { Outcome() }
  package func removal() throws -> Removal { Removal() }
  package func apply(_ removal: Removal) throws {}
  package static func environmentFiles(home: FilePath, world: World) -> [(
    name: String, bytes: [UInt8]
  )] { [] }
}
package enum SudoCheck { package static func check(_ world: World) throws {} }
