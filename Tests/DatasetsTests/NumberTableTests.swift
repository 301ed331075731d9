import Datasets
import TestSupport
import Testing

@Suite struct NumberTableTests {
  let folder = TemporaryFolder()

  @Test(arguments: [
    "1,2.5\n-3e2,4\n", "1, 2.5\r\n-3e2, 4", "\n1 2.5\n\n-3e2\t4\n\n", "1;2.5\n-300; 4 \n",
  ])
  func commasTabsAndBlanksSeparate(text: String) throws {
    let table = try NumberTable(path: try folder.write(text, "a.csv"))
    #expect(table.columns == 2)
    #expect(table.rows == 2)
    #expect(table.values == [1, 2.5, -300, 4])
  }

  @Test(arguments: [
    ("", "line 1: no number found"), ("\n\n", "line 1: no number found"),
    ("a,b\n", "line 1: \"a\" where a finite number is expected"),
    ("1,2\n3\n", "line 2: 1 numbers; the first row has 2"),
    ("1,2\n3,nan", "line 2: \"nan\" where a finite number is expected"),
    ("1,,2", "line 1: nothing where a finite number is expected"),
    ("1,2,\n", "line 1: nothing where a finite number is expected"),
  ])
  func whatIsWrongIsSaidWithTheLine(text: String, words: String) throws {
    let path = try folder.write(text, "bad.csv")
    let error = #expect(throws: DatasetError.self) { try NumberTable(path: path) }
    #expect(error?.reason == words)
  }
}
