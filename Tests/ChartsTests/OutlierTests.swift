import Cells
import Charts
import Testing

/// Axes that outliers do not flatten, cells where curves meet, and the labels of the time of day.
@Suite struct OutlierTests {
  @Test(arguments: [false, true]) func aSpikeIsLeftOutOfTheRange(isLogarithmic: Bool) throws {
    var values = (0..<100).map { 1 + Double($0) / 100 }
    values[50] = 900
    let scale = try #require(
      AxisScale.clippingOutliers(values + [.nan, .infinity], isLogarithmic: isLogarithmic))
    #expect(scale.lower > 0.5 && scale.lower < 1 && scale.upper > 2 && scale.upper < 4)
    #expect(scale.isLogarithmic == isLogarithmic)
  }

  @Test func withoutOutliersAllValuesAreInTheRange() throws {
    let scale = try #require(AxisScale.clippingOutliers((0..<40).map(Double.init)))
    #expect(scale.contains(0) && scale.contains(39) && !scale.contains(45))
    #expect(AxisScale.clippingOutliers([1, 2, 3]) == nil)
    #expect(AxisScale.clippingOutliers(Array(repeating: 1, count: 20)) == nil)
  }

  @Test func noCellHasDotsOfTwoCurves() {
    let (lower, upper) = (Style(Color(255, 0, 0)), Style(Color(0, 0, 255)))
    func grid(_ lines: [LineChart.Line]) -> CellGrid {
      var grid = CellGrid(Size(20, 8), fill: Cell(" ", .plain))
      LineChart(lines: lines, xScale: AxisScale(0, 10), yScale: AxisScale(0, 10))
        .draw(in: grid.bounds, gutter: 0, on: &grid, symbols: .braille)
      return grid
    }
    let rising = LineChart.Line([(0, 0), (10, 10)], lower)
    let falling = LineChart.Line([(0, 10), (10, 0)], upper)
    let (alone, both) = (grid([falling]), grid([rising, falling]))
    var crossings = 0
    for row in 0..<8 {
      for column in 0..<20 where both[column, row].style.foreground == upper.foreground {
        // The dots of the lower curve do not take its colour.
        #expect(both[column, row].scalar == alone[column, row].scalar)
        if grid([rising])[column, row].style.foreground == lower.foreground { crossings += 1 }
      }
    }
    #expect(crossings > 0)
  }

  @Test(arguments: [
    (0.0, "14:05:20"), (600, "14:05:20"), (3600, "14:05"), (86_400, "27 Nov 14:05"),
    (864_000, "27 Nov"),
  ])
  func theTimeOfDayIsAsExactAsItsSpan(span: Double, words: String) {
    #expect(ClockTime(1_795_788_320).words(within: span) == words)
  }
}
