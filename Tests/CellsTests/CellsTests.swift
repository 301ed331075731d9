import Cells
import Testing

@Suite struct CellsTests {
  @Test func textIsCutAtTheEdgeAndControlsNeverReachACell() {
    var grid = CellGrid(Size(6, 2))
    #expect(grid.write("ab\u{1B}[31mcdefgh", at: 2, 0) == 4)
    #expect(grid.text == ["  ab[3", "      "])
    #expect(grid.write("x", at: 0, 5) == 1)
    #expect(grid.write("é\u{301}", at: -1, 1) == 1)
  }

  @Test func wideCharactersTakeTwoCellsOrNone() {
    var grid = CellGrid(Size(5, 1))
    grid.write("日本語", at: 0, 0)
    #expect(grid[1, 0].scalar == Cell.continuation)
    #expect(grid[4, 0].scalar == " ")
    #expect("日本語".cellWidth == 6)
    #expect("日本語".truncated(to: 4) == "日…")
    #expect("abc".truncated(to: 3) == "abc")
    #expect("abcd".truncated(to: 3) == "ab…")
    #expect("abcd".truncated(to: 0) == "")
    #expect("layer12.block.weight_norm".cutInTheMiddle(to: 15) == "laye…eight_norm")
    #expect("abc".cutInTheMiddle(to: 3) == "abc")
    #expect("abcd".cutInTheMiddle(to: 1) == "…")
    #expect("日本語日本語".cutInTheMiddle(to: 5).cellWidth <= 5)
  }

  @Test func whatComesFromFilesIsSanitised() {
    #expect("a\u{1B}]0;t\u{7}b\tc\u{9B}5m\u{202E}".sanitized == "a]0;tb c5m")
  }

  @Test func aStyleWithoutBackgroundKeepsTheOneThatIsThere() {
    let ground = Color(1, 2, 3)
    var grid = CellGrid(Size(3, 1), fill: Cell(" ", Style(nil, on: ground)))
    grid.write("a", at: 1, 0, Style(Color(9, 9, 9)))
    #expect(grid[1, 0].style.background == ground)
  }

  @Test func coloursAreReadAndMixed() {
    #expect(Color(hex: "#1a2B3c") == Color(0x1A, 0x2B, 0x3C))
    #expect(Color(hex: "12345") == nil)
    #expect(Color(hex: "+12345") == nil)
    #expect(Color(0, 0, 0).mixed(with: Color(255, 255, 255), 0.5) == Color(128, 128, 128))
  }

  @Test func rectanglesSplitWithoutLosingCells() {
    let rect = Rect(x: 2, y: 3, width: 10, height: 5)
    let (top, rest) = rect.splitTop(9)
    #expect(top == rect)
    #expect(rest.isEmpty)
    let (left, right) = rect.splitLeft(4)
    #expect(left.maxX == right.x)
    #expect(rect.inset(left: 20).isEmpty)
    #expect(
      rect.intersection(Rect(x: 0, y: 0, width: 3, height: 4))
        == Rect(x: 2, y: 3, width: 1, height: 1))
  }
}
