internal import Cells
internal import Figures
internal import JSONText
internal import Testing

@Suite struct ScreenCastTests {
  private static func grid(_ rows: [String]) -> CellGrid {
    var grid = CellGrid(Size(8, rows.count))
    for (row, text) in rows.enumerated() {
      grid.write(text, at: 0, row, Style(Color(1, 2, 3)))
    }
    return grid
  }

  @Test func aHeaderComesFirstAndEachChangeIsALine() throws {
    var cast = ScreenCast(size: Size(8, 2), title: "run")
    cast.add(Self.grid(["loss 1", "mAP 0"]), at: 0)
    cast.add(Self.grid(["loss 1", "mAP 0"]), at: 0.1)
    cast.add(Self.grid(["loss 2", "mAP 0"]), at: 0.2)
    cast.hold(until: 3.2)
    let lines = try cast.text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
    // The second screen is the same as the first and costs nothing.
    #expect(lines.count == 4)
    #expect(lines[0]["version"]?.double == 2)
    #expect(lines[0]["width"]?.double == 8)
    #expect(lines[0]["height"]?.double == 2)
    #expect(lines[1].array?[0].double == 0)
    #expect(lines[1].array?[2].string?.contains("mAP 0") == true)
    #expect(lines[2].array?[0].double == 0.2)
    #expect(lines[2].array?[2].string == "\u{1B}[1;6H\u{1B}[0;38;2;1;2;3m2")
    #expect(lines[3].array?[0].double == 3.2)
  }

  @Test func bothHalvesOfAWideCharacterAreWritten() throws {
    var cast = ScreenCast(size: Size(8, 1), title: "")
    cast.add(Self.grid(["a漢b"]), at: 0)
    cast.add(Self.grid(["a語b"]), at: 1)
    let last = try JSONParser.parse(String(cast.text.split(separator: "\n")[2]))
    #expect(last.array?[2].string == "\u{1B}[1;2H\u{1B}[0;38;2;1;2;3m語")
  }
}
