import Cells
import MetricGrid
import Testing

/// Where charts lie in an area.
@Suite struct ChartGridTests {
  private func grid(_ width: Int, _ height: Int, _ charts: Int, hasRate: Bool = true) -> ChartGrid {
    ChartGrid(in: Rect(Size(width, height)), charts: charts, hasRate: hasRate)
  }

  @Test func aSmallScreenHasOneColumnAboveTheRate() {
    let small = grid(46, 21, 2)
    #expect(small.columns.count == 1 && small.cells.count == 2 && small.capacity == 2)
    #expect(small.rate == Rect(x: 0, y: 15, width: 46, height: 4))
    #expect(small.strips == [Rect(x: 0, y: 19, width: 46, height: 2)])
    #expect(grid(46, 21, 600).capacity == 2)
  }

  @Test(arguments: [GridShape(1, 1), GridShape(2, 1), GridShape(1, 3), GridShape(2, 2)])
  func aPersonCanWantFewerCharts(most: GridShape) {
    for charts in [1, 2, 5, 20, 600] {
      let grid = ChartGrid(
        in: Rect(Size(200, 57)), charts: charts, hasRate: false, most: most)
      #expect(grid.columns.count <= most.columns)
      #expect(grid.capacity <= most.columns * most.rows)
    }
    #expect(GridShape("2x3") == GridShape(2, 3))
    for text in ["", "2", "x", "2x", "0x1", "5x1", "1x5", "2x3x4", "axb"] {
      #expect(GridShape(text) == nil)
    }
  }

  @Test func moreChartsHaveMoreColumns() {
    #expect(grid(77, 37, 2).columns.count == 1)
    #expect(grid(77, 37, 4).columns.count == 2)
    let wide = grid(136, 57, 3)
    #expect(wide.columns.count == 2 && wide.cells.count == 3)
    #expect(wide.rate?.width == wide.cells[1].width)
  }

  @Test func noneOfManyChartsIsTiny() {
    let many = grid(200, 57, 600)
    #expect(many.columns.count == 4 && many.capacity == 15)
    #expect(many.cells.allSatisfy { $0.width >= 36 && $0.height >= 9 })
    #expect(grid(300, 90, 600, hasRate: false).capacity == 16)
  }

  /// Every row of cells belongs to a chart or a strip, and no two overlap.
  @Test func chartsCoverTheArea() {
    for width in stride(from: 2, through: 310, by: 29) {
      for height in stride(from: 3, through: 92, by: 7) {
        for charts in [0, 2, 3, 5, 12, 40] {
          for hasRate in [true, false] {
            let grid = grid(width, height, charts, hasRate: hasRate)
            let all = grid.cells + grid.strips + (grid.rate.map { [$0] } ?? [])
            var covered = [Int](repeating: 0, count: width * height)
            for rect in all {
              for row in rect.y..<rect.maxY {
                for column in rect.x..<rect.maxX { covered[row * width + column] += 1 }
              }
            }
            #expect(covered.allSatisfy { $0 == 1 }, "\(width)x\(height), \(charts)")
          }
        }
      }
    }
  }
}
