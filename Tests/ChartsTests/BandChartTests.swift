import Cells
import Charts
import Testing

@Suite struct BandChartTests {
  private let color = Color(200, 100, 0)
  private let ground = Color(0, 0, 0)

  private func drawn(
    _ points: [BandChart.Point], size: Size = Size(12, 9), symbols: Symbols = .braille
  ) -> CellGrid {
    var grid = CellGrid(size)
    var chart = BandChart(points, xScale: AxisScale(0, 11), color: color, ground: ground)
    chart.yScale = AxisScale(0, 9)
    chart.draw(in: grid.bounds, gutter: 0, on: &grid, symbols: symbols)
    return grid
  }

  private func even(_ x: Double) -> BandChart.Point {
    BandChart.Point(x: x, values: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5])
  }

  @Test func bandsAreNestedAroundTheirMiddle() {
    let text = drawn([even(0), even(11)], symbols: .ascii).text
    let column = text.map { Array($0)[5] }
    #expect(String(column) == ",:+#@#+:,")
  }

  @Test func halfBlocksShowTwoRowsOfShadesInACell() {
    let grid = drawn([even(0), even(11)])
    // The middle, at 4.5 of 9, lies in the upper half of the row in the middle or below.
    let cells = (0..<9).map { grid[5, $0] }
    #expect(cells.contains { $0.style.foreground == color || $0.style.background == color })
    #expect(Set(cells.map(\.style)).count > 4)
  }

  @Test func betweenPointsTheBandsAreInterpolated() {
    let points = [
      BandChart.Point(x: 0, values: [1, 1, 1]), BandChart.Point(x: 11, values: [8, 8, 8]),
    ]
    let text = drawn(points, symbols: .ascii).text
    let rows = (0..<12).map { column in text.firstIndex { Array($0)[column] == "@" } ?? -1 }
    #expect(rows.first == 7 && rows.last == 1)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0 >= $1 && $0 - $1 <= 1 })
  }

  @Test func nothingIsDrawnBeforeTheFirstAndBehindTheLast() {
    let text = drawn([even(3), even(6)], symbols: .ascii).text
    let isMarked = (0..<12).map { column in text.contains { Array($0)[column] == "@" } }
    #expect(isMarked.firstIndex(of: true) == 3 && isMarked.lastIndex(of: true) == 6)
    let one = drawn([even(5)], symbols: .ascii).text
    #expect(one.joined().count { $0 == "@" } == 1)
  }

  @Test func noSizeAndNoValueMakesThemFail() {
    let strange = [
      BandChart.Point(x: 0, values: []), BandChart.Point(x: 1, values: [.nan, .infinity, 3]),
      BandChart.Point(x: .nan, values: [1, 2, 3]),
      BandChart.Point(x: 2, values: [0, 1e300, 1e308]),
    ]
    for points in [[], strange, [even(1)], [even(5), even(1)]] {
      for width in 0..<14 {
        for height in 0..<6 {
          for symbols in [Symbols.braille, .ascii] {
            _ = drawn(points, size: Size(width, height), symbols: symbols)
            var grid = CellGrid(Size(width, height))
            BandChart(points, xScale: AxisScale(0, 3), color: color, ground: ground)
              .draw(in: grid.bounds, gutter: 3, on: &grid, symbols: symbols)
            HistogramChart(
              counts: points.map(\.x), lower: 1, upper: Double(width), style: .plain
            ).draw(in: grid.bounds, gutter: 2, on: &grid, symbols: symbols)
          }
        }
      }
    }
  }

  @Test func aHistogramHasAColumnForEachBin() {
    var grid = CellGrid(Size(18, 5))
    HistogramChart(counts: [4, 0, 1, 2], lower: -1, upper: 1, style: .plain)
      .draw(in: grid.bounds, gutter: 6, on: &grid, symbols: .braille)
    #expect(grid.text[0] == "    4 ⣿⣿⣿         ")
    #expect(grid.text[2] == "      ⣿⣿⣿      ⣿⣿⣿")
    #expect(grid.text[3] == "      ⣿⣿⣿   ⣿⣿⣿⣿⣿⣿")
    #expect(grid.text[4].hasPrefix("      -1") && grid.text[4].hasSuffix("1"))
  }

  @Test func equalValuesStandInTheMiddle() {
    var grid = CellGrid(Size(15, 3))
    HistogramChart(counts: [7, 0, 0], lower: 0.25, upper: 0.25, style: .plain)
      .draw(in: grid.bounds, gutter: 6, on: &grid, symbols: .braille)
    #expect(grid.text[0] == "    7    ⣿⣿⣿   ")
    #expect(grid.text[2].contains("0.25"))
  }
}
