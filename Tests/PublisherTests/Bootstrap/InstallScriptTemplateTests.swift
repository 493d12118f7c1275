import Host
import SystemPackage
import Testing

@testable import Publisher

@Suite struct InstallScriptTemplateTests {
  @Test func `the template in the program is install.sh (scripts/embed-install-script)`() throws {
    let top = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent()
    let bytes = try Directory(top).readFile("install.sh", limit: 1 << 20)
    #expect(Array(InstallScriptTemplate.text.utf8) == bytes)
  }
}
