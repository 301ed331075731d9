import Cells
import Charts
import Testing

@Suite struct LineChartTests {
  private func drawn(
    _ points: [(x: Double, y: Double)], _ joining: LineChart.Line.Joining = .line,
    size: Size = Size(12, 4), symbols: Symbols = .braille
  ) -> [String] {
    var grid = CellGrid(size)
    let chart = LineChart(
      lines: [LineChart.Line(points, .plain, joining)],
      xScale: AxisScale(0, 10), yScale: AxisScale(0, 1))
    chart.draw(in: grid.bounds, gutter: 0, on: &grid, symbols: symbols)
    return grid.text.map { line in String(line.map { $0 == "┈" ? " " : $0 }) }
  }

  @Test func aRisingLineGoesFromCornerToCorner() {
    let text = drawn([(0, 0), (10, 1)])
    #expect(text.first?.last != " ")
    #expect(text.last?.first != " ")
    #expect(text.first?.first == " ")
  }

  /// A line without a name says nothing to somebody who sees it for the first time.
  @Test func theWordOfAVerticalLineStandsWhereNothingElseIs() {
    func drawn(_ points: [(x: Double, y: Double)], at x: Double, width: Int = 30) -> [String] {
      var grid = CellGrid(Size(width, 6))
      var chart = LineChart(
        lines: [LineChart.Line(points, .plain)], xScale: AxisScale(0, 10), yScale: AxisScale(0, 1))
      chart.uprights = [LineChart.Upright(x, .plain, word: "overfits")]
      chart.draw(in: grid.bounds, gutter: 0, on: &grid, symbols: .braille)
      return grid.text
    }
    #expect(drawn([(0, 0), (10, 0)], at: 2)[0].contains("┊overfits"))
    #expect(drawn([(0, 0), (10, 0)], at: 9)[0].contains("overfits┊"))
    // Below a curve at the top, and nowhere where there is no room.
    #expect(drawn([(0, 1), (10, 1)], at: 2)[1].contains("┊overfits"))
    #expect(!drawn([(0, 0), (10, 0)], at: 5, width: 12).joined().contains("over"))
    #expect(!drawn([(0, 0), (4, 1), (6, 0), (10, 1)], at: 5, width: 14).joined().contains("over"))
  }

  /// Without colours, the gaps of a dashed curve are narrow, and a steep part has none.
  @Test(arguments: [true, false]) func aDashedCurveIsFollowedEverywhere(isUnicode: Bool) {
    let symbols = Symbols.fitting(isUnicode: isUnicode, colorDepth: .none)
    for (width, height) in [(16, 4), (16, 12), (16, 16), (16, 30), (60, 8)] {
      var grid = CellGrid(Size(width, height))
      var line = LineChart.Line([(0, 0), (10, 1)], .plain)
      line.pattern = .dashed
      LineChart(lines: [line], xScale: AxisScale(0, 10), yScale: AxisScale(0, 1))
        .draw(in: grid.bounds, gutter: 0, on: &grid, symbols: symbols)
      let rows = grid.text.map { $0.map { "┈-".contains($0) ? " " : $0 } }
      let columns = (0..<width).map { column in rows.contains { $0[column] != " " } }
      #expect(!zip(columns, columns.dropFirst()).contains { !$0 && !$1 }, "\(rows)")
      if height >= 16 { #expect(rows.allSatisfy { $0.contains { $0 != " " } }, "\(rows)") }
    }
  }

  @Test func aSpikeAmongThousandsOfPointsIsNotLost() {
    var points = (0..<50_000).map { (x: Double($0) / 5000, y: 0.1) }
    points[31_234].y = 1
    let text = drawn(points)
    #expect(text[0].contains { $0 != " " })
    #expect(text[3].allSatisfy { $0 != " " })
  }

  @Test func whatIsNotFiniteLeavesAGap() {
    let text = drawn([(0, 0.5), (3, 0.5), (4, .nan), (7, 0.5), (10, 0.5)])
    let row = text.first { $0.contains { $0 != " " } } ?? ""
    let middle = Array(row)[5...6]
    #expect(middle.contains(" "))
    #expect(row.first != " " && row.last != " ")
  }

  @Test func stepsHoldTheirValueUntilTheNext() {
    let text = drawn([(0, 1), (5, 0), (10, 0)], .steps)
    #expect(Array(text[0]).prefix(5).allSatisfy { $0 != " " })
    #expect(Array(text[3]).suffix(5).allSatisfy { $0 != " " })
    #expect(Array(text[3])[1] == " ")
  }

  @Test func pointsAreMarkedWhereThereIsRoom() {
    let few = drawn([(0, 0.1), (5, 0.9), (10, 0.1)], .marked).joined()
    #expect(few.count { $0 == "•" } == 3)
    let many = drawn((0...10).map { (Double($0), 0.5) }, .marked).joined()
    // The last of many marks, and some before it, distinguish it from a curve without marks.
    #expect((1...3).contains(many.count { $0 == "•" }))
  }

  @Test func everyKindOfDotDrawsTheSameShape() {
    for symbols in [Symbols.braille, .block, .ascii] {
      let text = drawn([(0, 0), (10, 1)], symbols: symbols)
      #expect(text.allSatisfy { $0.contains { $0 != " " } })
    }
    #expect(drawn([(0, 0), (10, 1)], symbols: .ascii).joined().allSatisfy { $0.isASCII })
  }

  @Test(arguments: [Symbols.braille, .block, .ascii])
  func withoutColoursADashedLineHasGapsAndLosesNoSpike(symbols: Symbols) {
    var patterned = symbols
    patterned.hasPatterns = true
    func drawn(_ y: [Double], _ symbols: Symbols) -> [String] {
      var grid = CellGrid(Size(12, 4))
      var line = LineChart.Line(zip(0..., y).map { (Double($0), $1) }, .plain)
      line.pattern = .dashed
      let axes = (AxisScale(0, Double(y.count - 1)), AxisScale(0, 1))
      LineChart(lines: [line], xScale: axes.0, yScale: axes.1)
        .draw(in: grid.bounds, gutter: 0, on: &grid, symbols: symbols)
      return grid.text.map { line in String(line.map { $0 == "┈" ? " " : $0 }) }
    }
    let flat = [Double](repeating: 0.4, count: 24)
    #expect(drawn(flat, patterned).contains { $0.filter { $0 != " " }.count == 8 })
    #expect(drawn(flat, symbols).contains { $0.filter { $0 != " " }.count == 12 })
    for place in 1..<23 {
      var spiked = flat
      spiked[place] = 1
      #expect(drawn(spiked, patterned)[0].contains { $0 != " " })
    }
  }

  @Test func noSizeMakesItFail() {
    for width in 0..<12 {
      for height in 0..<6 {
        _ = drawn([(0, 0), (5, .infinity), (11, 3)], size: Size(width, height))
      }
    }
  }

  @Test func gaugesFillInProportion() {
    func gauge(_ value: Int, _ limit: Int, _ width: Int) -> String {
      var grid = CellGrid(Size(width, 1))
      Gauge(value, of: limit).draw(
        at: 0, 0, width: width, full: .plain, empty: .plain, on: &grid, symbols: .braille)
      return grid.text[0]
    }
    #expect(gauge(3, 5, 10) == "▰▰▰▱▱     ")
    #expect(gauge(1, 100, 4) == "▰▱▱▱")
    #expect(gauge(99, 100, 4) == "▰▰▰▱")
    #expect(gauge(7, 5, 5) == "▰▰▰▰▰")
    #expect(gauge(0, 0, 3) == "▱  ")
  }

  @Test func barsFillByEighths() {
    func bar(_ fraction: Double) -> String {
      var grid = CellGrid(Size(6, 1))
      FillBar(fraction).draw(
        at: 0, 0, width: 6, full: .plain, empty: .plain, on: &grid, symbols: .braille)
      return grid.text[0]
    }
    #expect(bar(0) == "▕    ▏")
    #expect(bar(0.5) == "▕██  ▏")
    #expect(bar(0.29) == "▕█▏  ▏")
    #expect(bar(7) == "▕████▏")
    #expect(bar(.nan) == "▕    ▏")
  }

  @Test func titlesBesideEachOtherAreCutToDifferentOnes() {
    let titles = ["average_precision_of_small_objects", "average_precision_of_large_objects"]
    let rows = titles.map { title in
      var grid = CellGrid(Size(30, 2))
      var frame = PanelFrame(title: (title, .plain), details: [("0.4", .plain)], style: .plain)
      frame.otherTitles = titles
      frame.draw(in: grid.bounds, on: &grid, symbols: .braille)
      return grid.text[0]
    }
    #expect(rows[0].contains("small") && rows[1].contains("large"))
  }

  @Test func remarksOfAFrameGiveWayBeforeTheTitle() {
    var grid = CellGrid(Size(24, 2))
    PanelFrame(
      title: ("loss", .plain), remarks: [("train 0.4", .plain), ("val 0.5", .plain)], style: .plain
    ).draw(in: grid.bounds, on: &grid, symbols: .braille)
    #expect(grid.text[0] == "╭ loss ────── val 0.5 ─╮")
  }
}
