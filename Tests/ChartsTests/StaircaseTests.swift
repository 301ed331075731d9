import Cells
import Charts
import TestSupport
import Testing

/// The rows and labels of learning rates.
@Suite struct StaircaseTests {
  @Test func eachLevelHasARowOfItsOwnInOrder() throws {
    let levels = [0.001, 0.0005, 0.00025, 0.000_125]
    for height in 4...12 {
      let stairs = try #require(Staircase(levels + levels, height: height))
      #expect(stairs.levels == levels.sorted())
      #expect(stairs.rows == stairs.rows.sorted() && Set(stairs.rows).count == 4)
      #expect(stairs.rows.first == 0 && stairs.rows.last == height - 1)
      for (level, row) in zip(stairs.levels, stairs.rows) {
        #expect(stairs.position(of: level) == Double(row) + 0.5)
      }
    }
  }

  @Test func levelsThatAreCloseDoNotShareARow() throws {
    let stairs = try #require(Staircase([1e-6, 1e-4, 0.000_32, 0.001], height: 7))
    #expect(stairs.rows == [0, 4, 5, 6])
  }

  /// A change by a hundredth must not look like one by a third.
  @Test func levelsTooCloseForTheirRowsHaveNoStaircase() {
    #expect(Staircase([1e-6, 0.001, 0.001_01, 0.001_02], height: 5) == nil)
    #expect(Staircase([0.000_25, 0.0005, 0.000_75, 0.000_99, 0.001, 0.01], height: 8) == nil)
  }

  @Test func tooManyLevelsHaveNoStaircase() {
    #expect(Staircase([1, 2, 3], height: 2) == nil)
    #expect(Staircase([], height: 2) == nil)
    #expect(Staircase([0.1], height: 5)?.rows == [2])
  }

  /// A row that several levels run through has no label.
  @Test func onlyALevelAloneInItsRowIsNamed() {
    let levels = [0.000_125, 0.000_25, 0.0005, 0.001]
    var chart = LineChart(
      lines: [.init(levels.reversed().enumerated().map { (Double($0), $1) }, .plain, .steps)],
      xScale: AxisScale(0, 3), isLogarithmic: true)
    chart.ticks = levels
    chart.labels = { MetricFormat.rates($0, width: 7) }
    func labels(rows: Int) -> [String] {
      var grid = CellGrid(Size(40, rows))
      chart.draw(in: grid.bounds, gutter: 8, on: &grid, symbols: .braille)
      return grid.text.map { $0.prefix(8).filter { $0 != " " } }
    }
    #expect(labels(rows: 3) == ["1e-3", "", "1.25e-4"])
    #expect(labels(rows: 2) == ["1e-3", "1.25e-4"])
    #expect(labels(rows: 1) == [""])
  }

  @Test(arguments: [
    ([0.01, 0.002], ["0.01", "0.002"]), ([0.1, 1, 10], ["0.1", "1", "10"]),
    ([0.001, 0.0005], ["1e-3", "5e-4"]), ([0.000_125, 0.001], ["1.25e-4", "1e-3"]),
    ([1, 0.01, 0.0001], ["1e0", "1e-2", "1e-4"]),
    // What has no room loses digits.
    ([0.005_369, 0.004_06], ["5.37e-3", "4.06e-3"]),
    ([6.25e-5, 0.000_610_35, 0.001_965_926], ["6.25e-5", "6.1e-4", "1.97e-3"]),
  ])
  func theLabelsOfAnAxisHaveOneForm(values: [Double], labels: [String]) {
    #expect(MetricFormat.rates(values, width: 7) == labels)
  }
}
