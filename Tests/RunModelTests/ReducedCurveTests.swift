import OrderedCollections
import RunModel
import Testing

/// Curves of a run of our own, reduced to what charts show.
@Suite struct ReducedCurveTests {
  private func history(_ values: [Double]) -> RunHistory {
    let points = values.enumerated().map { SeriesPoint(x: Double($0), y: $1) }
    return RunHistory(
      name: "", axis: .step, reach: 0, curves: [], stepSeries: ["loss": Series(points)],
      epochSeries: [:], learningRates: Series(), epochs: [], marks: [], entries: [],
      plannedEpochs: 0, startTime: nil, lastTime: nil)
  }

  private func points(_ history: RunHistory) -> [SeriesPoint] {
    history.stepSeries["loss"]?.points ?? []
  }

  @Test func aLongCurveKeepsItsSpikesItsGapsAndItsEnd() {
    var values = (0..<20_000).map { Double($0 % 7) }
    values[12_345] = 100
    values[3] = -50
    values[17_000] = .nan
    let shown = history(values).reduced(to: 100, of: nil)
    let points = points(shown)
    #expect(points.count <= 301)
    #expect(points.contains(SeriesPoint(x: 12_345, y: 100)))
    #expect(points.contains(SeriesPoint(x: 3, y: -50)))
    #expect(points.contains { $0.x == 17_000 && $0.y.isNaN })
    #expect(points.last == SeriesPoint(x: 19_999, y: Double(19_999 % 7)))
    #expect(points.map(\.x) == points.map(\.x).sorted())
    let means = shown.stepSeries["loss"]?.means ?? []
    #expect(means.count == 100)
    #expect(means.allSatisfy { (2.5...4).contains($0.y) })
  }

  @Test func aShortCurveStaysAsItIs() {
    let short = history((0..<400).map(Double.init))
    #expect(short.reduced(to: 100, of: nil) == short)
  }

  @Test func aShownPartKeepsItsResolution() {
    let whole = history((0..<20_000).map { Double($0 % 7) })
    let shown = points(whole.reduced(to: 100, of: 1000...1300))
    // All of 300 points, for 100 columns.
    #expect(shown.count == 20_000)
    let wider = points(whole.reduced(to: 100, of: 1000...5999))
    #expect(wider.filter { (1000...5999).contains($0.x) }.count <= 302)
    #expect(wider.count <= 1201)
  }

  @Test func alikeValuesGiveOnePointForEachColumn() {
    let shown = history(Array(repeating: 1, count: 5000)).reduced(to: 10, of: nil)
    #expect(points(shown).count == 11)
  }
}
