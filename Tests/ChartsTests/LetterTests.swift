import Cells
import Charts
import Testing

/// The letters at the ends of curves.
@Suite struct LetterTests {
  private func chart(_ ends: [Double], letters: Bool) -> CellGrid {
    var lines = ends.map { end in
      LineChart.Line([(x: 0, y: 1), (x: 10, y: end)], .plain)
    }
    if letters {
      for index in lines.indices { lines[index].letter = Unicode.Scalar(UInt8(65 + index)) }
    }
    let chart = LineChart(
      lines: lines, xScale: AxisScale(0, 12), yScale: AxisScale(0, 1))
    var grid = CellGrid(Size(30, 9), fill: Cell(" ", .plain))
    chart.draw(in: grid.bounds, gutter: 6, on: &grid, symbols: .braille)
    return grid
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }

  @Test func lettersOfCurvesThatEndTogetherCoverNoCurve() {
    let ends = (0..<12).map { 0.5 + 0.001 * Double($0) }
    let (plain, lettered) = (chart(ends, letters: false), chart(ends, letters: true))
    var covered = 0
    for (before, after) in zip(plain.cells, lettered.cells) where before != after {
      #expect(Self.isLetter(after.scalar))
      if before.scalar != " ", before.scalar != Symbols.braille.guide { covered += 1 }
    }
    #expect(covered == 0)
    #expect(lettered.cells.contains { $0.scalar == "L" }, "the last curve has its letter")
  }

  /// Who reads the letters from the top reads the runs from the best to the worst.
  @Test(arguments: [0.1, 0.5, 0.98]) func lettersOfCurvesThatEndTogetherStandInTheirOrder(
    height: Double
  ) {
    let ends = (0..<12).map { height - 0.001 * Double($0 * 5 % 12) }
    let read = chart(ends, letters: true).text.joined().unicodeScalars.filter(Self.isLetter)
    let order = ends.indices.sorted { ends[$0] > ends[$1] }.map { UInt8(65 + $0) }
    #expect(read.map { UInt8(truncatingIfNeeded: $0.value) } == order)
  }

  /// The letter of a curve that ends where a longer one goes on hides nothing of that one.
  @Test(arguments: [5, 9, 20]) func aLetterInTheMiddleCoversNoOtherCurve(height: Int) {
    func grid(letters: Bool) -> CellGrid {
      var lines = [[(x: 0.0, y: 0.5), (x: 5, y: 0.5)], [(x: 0.0, y: 0.5), (x: 12, y: 0.5)]].map {
        LineChart.Line($0, .plain)
      }
      if letters { (lines[0].letter, lines[1].letter) = ("A", "B") }
      var grid = CellGrid(Size(30, height), fill: Cell(" ", .plain))
      LineChart(lines: lines, xScale: AxisScale(0, 12), yScale: AxisScale(0, 1))
        .draw(in: grid.bounds, gutter: 6, on: &grid, symbols: .braille)
      return grid
    }
    let (plain, lettered) = (grid(letters: false), grid(letters: true))
    for (before, after) in zip(plain.cells, lettered.cells) where before != after {
      // Only the end of the longer one is its own.
      #expect([" ", Symbols.braille.guide].contains(before.scalar) || after.scalar == "B")
    }
    #expect(lettered.cells.contains { $0.scalar == "B" })
    #expect(lettered.cells.contains { $0.scalar == "A" } == (height > 5), "or it is left out")
  }

  /// A run that is trained ends elsewhere than one that is over.
  @Test func lettersOfCurvesOfUnlikeLengthStandAtTheirEnds() {
    let ends: [(x: Double, y: Double)] = [(4, 0.9), (10, 0.5), (7, 0.1)]
    var lines = ends.map { LineChart.Line([(x: 0, y: 1), $0], .plain) }
    for index in lines.indices { lines[index].letter = Unicode.Scalar(UInt8(65 + index)) }
    var grid = CellGrid(Size(30, 9), fill: Cell(" ", .plain))
    LineChart(lines: lines, xScale: AxisScale(0, 12), yScale: AxisScale(0, 1))
      .draw(in: grid.bounds, gutter: 6, on: &grid, symbols: .braille)
    let places = grid.text.flatMap { line in
      line.unicodeScalars.enumerated().filter { Self.isLetter($0.element) }
        .map { "\($0.element)" + "\($0.offset)" }
    }
    #expect(places.map { $0.first } == ["A", "B", "C"], "from top to bottom")
    let columns = places.compactMap { Int($0.dropFirst()) }
    #expect(columns.count == 3 && columns[0] < columns[2] && columns[2] < columns[1])
  }

  @Test func lettersOfCurvesThatEndApartStandAtTheirEnds() {
    let lettered = chart([0.1, 0.5, 0.9], letters: true)
    let columns = lettered.text.compactMap { line in
      line.unicodeScalars.enumerated().first { Self.isLetter($0.element) }?.offset
    }
    #expect(columns.count == 3 && Set(columns).count == 1)
  }
}
