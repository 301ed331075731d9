import Cells
import Charts
import Testing

/// The ticks of a logarithmic horizontal axis, and what is drawn at its edge.
@Suite struct LogarithmicAxisTests {
  @Test(arguments: [(1.0, 10_000.0), (0.002, 30), (7, 9)])
  func aValueLiesWhereItsFractionSays(lower: Double, upper: Double) throws {
    for scale in [AxisScale(lower, upper, isLogarithmic: true), AxisScale(lower, upper)] {
      #expect(scale.value(at: 0) == lower && abs(scale.value(at: 1) - upper) < upper * 1e-12)
      for part in 1..<10 {
        let value = scale.value(at: Double(part) / 10)
        #expect(abs(try #require(scale.fraction(value)) - Double(part) / 10) < 1e-9)
      }
    }
  }

  @Test func durationsAreRoundAndNoMoreThanFit() throws {
    let day = AxisScale(0.5, 86_400, isLogarithmic: true)
    #expect(day.durationTicks(40)?.prefix(5) == [0.5, 1, 2, 5, 10])
    for count in 3...20 {
      let ticks = try #require(day.durationTicks(count))
      #expect(ticks.count <= count && ticks.count > 1 && ticks == ticks.sorted())
    }
    #expect(AxisScale(4000, 5000, isLogarithmic: true).durationTicks(5) == nil)
    #expect(AxisScale(1, 5000).durationTicks(5) == nil)
  }

  /// A log that counts from 0 has its numbers one below the coordinates.
  @Test func theNumbersAreRoundNotTheCoordinates() {
    let scale = AxisScale(1, 101, isLogarithmic: true)
    #expect(scale.ticks(10, countedFrom: -1) == [2, 3, 6, 11, 21, 51, 101])
    #expect(scale.ticks(10, countedFrom: 0) == [1, 2, 5, 10, 20, 50, 100])
    let linear = AxisScale(0, 25)
    #expect(linear.ticks(5, countedFrom: -1) == [1, 6, 11, 16, 21])
    #expect(linear.ticks(5, countedFrom: 0) == [0, 5, 10, 15, 20, 25])
  }

  @Test func aStaircaseEntersAtTheEdgeAndOtherPointsUpToZeroHaveNoPlace() {
    func dots(_ joining: LineChart.Line.Joining) -> [String] {
      var grid = CellGrid(Size(20, 5), fill: Cell(" ", .plain))
      LineChart(
        lines: [LineChart.Line([(0, 1), (10, 1), (100, 1)], .plain, joining)],
        xScale: AxisScale(1, 100, isLogarithmic: true), yScale: AxisScale(0, 2)
      ).draw(in: grid.bounds, gutter: 0, on: &grid, symbols: .ascii)
      return grid.text
    }
    func columns(_ rows: [String]) -> Set<Int> {
      let guide = Symbols.ascii.guide
      return rows.reduce(into: []) { found, row in
        for (column, letter) in row.unicodeScalars.enumerated()
        where letter != " " && letter != guide { found.insert(column) }
      }
    }
    #expect(columns(dots(.steps)).min() == 0)
    #expect((columns(dots(.line)).min() ?? 0) >= 9)
  }
}
