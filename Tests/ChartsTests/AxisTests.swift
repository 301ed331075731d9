import Cells
import Charts
import Testing

@Suite struct AxisTests {
  @Test func ticksAreRoundAndInside() {
    #expect(AxisScale(0, 10).ticks(5) == [0, 2, 4, 6, 8, 10])
    #expect(AxisScale(0.13, 0.87).ticks(4) == [0.2, 0.4, 0.6000000000000001, 0.8])
    #expect(AxisScale(-1, 1).ticks(2) == [-1, 0, 1])
    #expect(AxisScale(1e-4, 1, isLogarithmic: true).ticks(5) == [1e-4, 1e-3, 1e-2, 0.1, 1])
    #expect(AxisScale(0.01, 0.1, isLogarithmic: true).ticks(4) == [0.01, 0.02, 0.05, 0.1])
  }

  @Test func theConstantZeroLiesAtTheBottom() {
    let scale = AxisScale.fitting([0, 0])
    #expect(scale?.lower == 0 && scale?.upper == 1)
  }

  /// Less than a decade has the numbers between 1, 2 and 5 where there is room.
  @Test func aPartOfADecadeHasAsManyTicksAsFit() {
    let scale = AxisScale(0.25, 1.1, isLogarithmic: true)
    #expect(scale.ticks(2) == [0.5, 1])
    #expect(scale.ticks(4).map { ($0 * 10).rounded() } == [3, 5, 10])
    #expect(scale.ticks(6).map { ($0 * 10).rounded() } == [3, 4, 5, 6, 8, 10])
  }

  /// A smoothed constant differs in the last digit, which is no course.
  @Test func whatRoundingMakesIsNoRange() throws {
    let values = [0.1, 0.1 + 1.4e-17, 0.1 - 1.4e-17]
    for isLogarithmic in [false, true] {
      let scale = try #require(AxisScale.fitting(values, isLogarithmic: isLogarithmic))
      #expect(scale.upper - scale.lower > 0.01)
    }
    let close = try #require(AxisScale.fitting([0.1, 0.1 + 1e-9]))
    #expect(close.upper - close.lower < 2e-9)
  }

  /// A chart that fills the screen has room for more than a small one.
  @Test func aHighChartHasMoreNumbers() {
    func numbers(_ height: Int) -> Int {
      var grid = CellGrid(Size(30, height))
      let line = LineChart.Line([(0, 0.04), (10, 0.7)], .plain)
      LineChart(lines: [line], xScale: AxisScale(0, 10)).draw(
        in: grid.bounds, gutter: 8, on: &grid, symbols: .braille)
      return grid.text.count { $0.prefix(8).contains { $0 != " " } }
    }
    #expect(numbers(24) == 3 && numbers(52) == 7)
  }

  /// Two numbers say how steep a curve is.
  @Test func aChartOfFourRowsHasTwoDifferentNumbers() {
    let ranges = [
      (0.11, 0.19), (0.3137, 0.3137), (0, 0), (-7.3, -7.3), (0.50001, 0.50002), (1e-9, 2e-9),
      (1_234_567, 1_234_570), (0.35, 0.95), (12, 13), (0.6, 4.2), (3.1e-5, 9e-5), (2.01, 2.9),
    ]
    for (low, high) in ranges {
      for isLogarithmic in [false, true] {
        for height in 4...20 {
          let size = Size(30, height)
          var grid = CellGrid(size)
          let chart = LineChart(
            lines: [LineChart.Line([(0, low), (10, high)], .plain)], xScale: AxisScale(0, 10),
            isLogarithmic: isLogarithmic)
          chart.draw(in: grid.bounds, gutter: 8, on: &grid, symbols: .braille)
          let labels = grid.text.map { $0.prefix(8).filter { $0 != " " } }.filter { !$0.isEmpty }
          #expect(
            labels.count > 1 && Set(labels).count == labels.count,
            "\(low) \(high) \(isLogarithmic) \(height): \(labels)")
        }
      }
    }
  }

  @Test func everyAxisHasFewTicksHoweverStrange() {
    for (low, high) in [
      (0.0, 1e-300), (1e300, 1e301), (-5, -5), (.nan, 1), (3, 1), (1e-12, 1e12),
    ] {
      for isLogarithmic in [false, true] {
        let scale = AxisScale(low, high, isLogarithmic: isLogarithmic)
        #expect(scale.lower < scale.upper)
        for count in 2...8 {
          #expect(scale.ticks(count).count <= count + 1, "\(low) \(high) \(count)")
        }
      }
    }
  }

  @Test func fittingLeavesOutWhatIsNotFinite() throws {
    let scale = try #require(AxisScale.fitting([1, .nan, 3, .infinity]))
    #expect(scale.lower < 1 && scale.upper > 3 && scale.upper < 4)
    #expect(AxisScale.fitting([.nan, .infinity]) == nil)
    #expect(AxisScale.fitting([0, 1], isLogarithmic: true)?.isLogarithmic == true)
    #expect(AxisScale.fitting([-1, 0], isLogarithmic: true)?.isLogarithmic != true)
  }

  @Test func numbersAreWrittenShort() {
    #expect(MetricFormat.metric(0.91234) == "0.9123")
    #expect(MetricFormat.metric(0.000123) == "1.2e-4")
    #expect(MetricFormat.metric(.nan) == "nan")
    #expect(MetricFormat.metric(123.456) == "123.46")
    #expect(MetricFormat.rounded(rate: Double(Float(0.001))) == 0.001)
    #expect(abs(MetricFormat.rounded(rate: 0.123456) - 0.12346) < 1e-12)
    #expect(MetricFormat.rounded(rate: 0) == 0)
    #expect(MetricFormat.scientific(9.99e-4) == "1.0e-3")
    #expect(MetricFormat.ticks([0, 0.25, 0.5]) == ["0.00", "0.25", "0.50"])
    #expect(MetricFormat.duration(3_725) == "1:02:05")
    #expect(MetricFormat.duration(59.9) == "0:59")
    #expect(MetricFormat.duration(.nan) == "–:––")
    #expect(MetricFormat.duration(2.5, decimals: 1) == "0:02.5")
    #expect(MetricFormat.duration(59.96, decimals: 1) == "1:00.0")
    #expect(MetricFormat.duration(0.1234, decimals: 3) == "0:00.123")
    #expect(MetricFormat.duration(3_725.4, decimals: 0) == "1:02:05")
    #expect(MetricFormat.duration(.infinity, decimals: 2) == "–:––")
    #expect(MetricFormat.count(1_234_567) == "1 234 567")
    #expect(MetricFormat.count(-999) == "-999")
  }

  @Test func smoothingHasNoPullAtTheStartAndSkipsGaps() {
    let flat = Smoothing.average([5, 5, .nan, 5], weight: 0.9)
    for index in [0, 1, 3] { #expect(abs(flat[index] - 5) < 1e-12) }
    #expect(flat[2].isNaN)
  }
}
