import Model
import Testing

@Suite struct TableTests {
  private var table: Table {
    var table = Table(indent: 2)
    table.add("folder", "~/a")
    table.add("releases from", "https://releases.example.org, https://mirror.example.org/stigmer")
    table.add("shells", "add a line to ~/a folder with blanks/.profile")
    return table
  }

  @Test func `without a width nothing is broken`() {
    #expect(
      table.lines == [
        "  folder         ~/a",
        "  releases from  https://releases.example.org, https://mirror.example.org/stigmer",
        "  shells         add a line to ~/a folder with blanks/.profile",
      ])
    #expect(table.lines(width: 200) == table.lines)
  }

  @Test func `a long cell goes on below where it began`() {
    #expect(
      table.lines(width: 60) == [
        "  folder         ~/a",
        "  releases from  https://releases.example.org,",
        "                 https://mirror.example.org/stigmer",
        "  shells         add a line to ~/a folder with",
        "                 blanks/.profile",
      ])
  }

  @Test func `what has no blank stays whole, however narrow`() {
    var table = Table()
    table.add("folder", "/a/very/long/path/that/somebody/may/want/to/copy/whole")
    #expect(table.lines(width: 20) == table.lines)
  }

  @Test func `a row without a last cell has nothing at its end`() {
    var table = Table()
    table.add("a", "", "")
    table.add("bb", "c", "d")
    #expect(table.lines(width: 80) == ["a", "bb  c  d"])
  }
}
