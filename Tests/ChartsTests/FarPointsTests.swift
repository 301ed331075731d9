import Cells
import Testing

@testable import Charts

/// Points far outside the part that is shown.
@Suite struct FarPointsTests {
  private func dots(_ points: [(x: Double, y: Double)], _ x: AxisScale, _ y: AxisScale?) -> Int {
    var grid = CellGrid(Size(40, 10))
    let chart = LineChart(
      lines: [LineChart.Line(points, .plain)], xScale: x, yScale: y, guideStyle: .plain,
      labelStyle: .plain)
    chart.draw(in: Rect(x: 0, y: 0, width: 40, height: 10), gutter: 0, on: &grid, symbols: .braille)
    return grid.cells.count { (0x2801...0x28FF).contains($0.scalar.value) }
  }

  @Test func aLineThatComesFromFarAndGoesFarCrossesTheChart() {
    // Walking all of it dot by dot would never end.
    let drawn = dots(
      [(x: -1e12, y: 0.5), (x: 1e12, y: 0.5)], AxisScale(0, 1e-3), AxisScale(0, 1))
    #expect(drawn == 40)
  }

  @Test(arguments: [1e300, 1e308, -1e308, .greatestFiniteMagnitude]) func anyNumberCanBeAnX(
    value: Double
  ) {
    _ = dots([(x: 0, y: 0), (x: value, y: 1), (x: 1, y: 0)], AxisScale(0, 1), AxisScale(0, 1))
    _ = dots([(x: 0, y: value), (x: 1, y: -value)], AxisScale(0, 1), .fitting([value, -value]))
    _ = dots([(x: 0, y: value), (x: 1, y: value)], AxisScale(0, 1), .fitting([value]))
  }

  @Test(arguments: [(5, 1e308), (5e-324, 1e308), (5e-324, 5e-324), (1e308, 1e308)])
  func anySpanHasPowersOfTen(least: Double, greatest: Double) throws {
    let scale = try #require(AxisScale.fitting([least, greatest], isLogarithmic: true))
    #expect(scale.ticks(4).allSatisfy { $0.isFinite })
    for value in [least, greatest] {
      #expect(scale.fraction(value).map { (0...1).contains($0) } == true)
    }
  }

  @Test func aSpanTooWideForANumberIsShownWhole() throws {
    let scale = try #require(AxisScale.fitting([-1e308, 1e308]))
    #expect(scale.lower <= -1e308 && scale.upper >= 1e308)
    #expect(scale.fraction(0) == 0.5)
    #expect(scale.ticks(4).allSatisfy { $0.isFinite })
  }
}
