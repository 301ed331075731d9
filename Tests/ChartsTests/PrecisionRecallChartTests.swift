import Cells
import Charts
import Testing

@Suite struct PrecisionRecallChartTests {
  typealias Point = PrecisionRecallChart.Point
  typealias Curve = PrecisionRecallChart.Curve

  private func drawn(
    _ chart: PrecisionRecallChart, size: Size = Size(60, 14), symbols: Symbols = .braille
  ) -> [String] {
    var grid = CellGrid(size)
    chart.draw(in: grid.bounds, on: &grid, symbols: symbols)
    return grid.text
  }

  /// Precision falls with the square of recall.
  private let good = (0...100).map { index in
    Point(recall: Double(index) / 100, precision: 1 - Double(index * index) / 10_000)
  }

  @Test func precisionStandsOverRecall() {
    let text = drawn(PrecisionRecallChart([Curve("", good, .plain)]))
    let first = Array(text[0])
    #expect(first[5] != " ", "precision 1 at recall 0")
    #expect(!"┈ ".contains(Array(text[12])[59]), "precision 0 at recall 1")
    #expect("┈ ".contains(first[59]))
    #expect(text[0].hasPrefix(" 1.0 "))
    #expect(text[13].hasPrefix("     0.00 "))
    #expect(text[13].hasSuffix("0.75 recall 1.00"))
  }

  @Test func theOrderOfThresholdsDrawsTheSameCurve() {
    let falling = PrecisionRecallChart([Curve("", good.reversed(), .plain)])
    #expect(drawn(falling) == drawn(PrecisionRecallChart([Curve("", good, .plain)])))
  }

  @Test func theLegendLiesWhereTheCurvesAreNot() {
    let bad = good.map { Point(recall: $0.recall * 0.1, precision: $0.precision * 0.5) }
    let high = drawn(PrecisionRecallChart([Curve("cats", good, .plain)]))
    #expect(high.firstIndex { $0.contains("cats") } == 11)
    let low = drawn(PrecisionRecallChart([Curve("cats", bad, .plain)]))
    #expect(low.firstIndex { $0.contains("cats") } == 1)
  }

  @Test func severalCurvesHaveLetters() {
    let text = drawn(
      PrecisionRecallChart([Curve("AP50", good, .plain), Curve("AP75", good, .plain)]))
    #expect(text.contains { $0.contains("a AP50") } && text.contains { $0.contains("b AP75") })
    // Both near their end, which is the same, and on none of the curves.
    for letter in ["a", "b"] {
      #expect(text[10...12].contains { $0.dropFirst(20).contains(letter) })
    }
    #expect(text[12].hasSuffix("⠙⢦"))
  }

  @Test func aNameMayTakeTwoThirdsOfTheChart() {
    let chart = PrecisionRecallChart([Curve("traffic light red", remark: "0.912", good, .plain)])
    #expect(drawn(chart, size: Size(45, 14)).contains { $0.contains("traffic light red") })
  }

  @Test func aNameIsCutBeforeTheScoreBehindIt() {
    let chart = PrecisionRecallChart([
      Curve("a class with a long name", remark: "0.912", good, .plain),
      Curve("all", remark: "0.8", good, .plain),
    ])
    let text = drawn(chart, size: Size(45, 14))
    #expect(text.contains { $0.contains("a a class … 0.912") || $0.contains("… 0.912") })
    #expect(text.contains { $0.contains("b all 0.8") })
  }

  @Test func namesThatDoNotFitAreCounted() {
    let curves = (1...20).map { Curve("class \($0)", good, .plain) }
    let text = drawn(PrecisionRecallChart(curves))
    #expect(text.contains { $0.contains("class 10") })
    #expect(text.contains { $0.contains("and 10 more") })
  }

  @Test func theHairlineReadsTheNearestPoint() {
    let points = [
      Point(recall: 0.9, precision: 0.5, threshold: 0.1),
      Point(recall: 0.6, precision: .nan, threshold: 0.2),
      Point(recall: 0.4, precision: 0.75, threshold: 0.3),
    ]
    let one = drawn(
      PrecisionRecallChart([Curve("", points, .plain)], hairline: 0.62), size: Size(70, 8))
    #expect(one[0].contains("precision 0.750 recall 0.400 score from 0.300"))
    #expect(Array(one[3])[5 + 65 * 4 / 10] == "│")
    let two = drawn(
      PrecisionRecallChart(
        [Curve("x", points, .plain), Curve("y", good, .plain)], hairline: 0.5))
    #expect(two[0].contains("recall 0.50 a 0.75 b 0.75"))
  }

  @Test func noSizeAndNoCurveMakeItFail() {
    let strange = [
      Point(recall: .nan, precision: 1), Point(recall: .infinity, precision: -.infinity),
      Point(recall: -3, precision: 7), Point(recall: 0.5, precision: 0.5),
    ]
    for curve in [[], strange, good] {
      let chart = PrecisionRecallChart(
        [Curve("a", curve, .plain), Curve("b", curve, .plain)], hairline: 0.3)
      for width in 0..<40 {
        for height in 0..<9 {
          for symbols in [Symbols.braille, .ascii] {
            let text = drawn(chart, size: Size(width, height), symbols: symbols)
            if symbols == .ascii { #expect(text.joined().allSatisfy { $0.isASCII }) }
          }
        }
      }
    }
  }
}
