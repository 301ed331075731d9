import OrderedCollections
import RunModel
import SeededRandom
import Testing

/// A series that grows, is cut and is thinned out.
@Suite struct SeriesTests {
  /// Values with spikes and gaps at random.
  private func values(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in
      let value = Double.random(in: -1...1, using: &generator)
      return Int.random(in: 0..<50, using: &generator) == 0 ? .nan : value
    }
  }

  private func grown(_ values: [Double]) -> Series {
    var series = Series()
    for (x, y) in values.enumerated() { series.append(x: Double(x), y: y) }
    return series
  }

  private func history(_ series: Series) -> RunHistory {
    RunHistory(
      name: "", axis: .step, reach: 0, curves: [], stepSeries: ["loss": series], epochSeries: [:],
      learningRates: Series(), epochs: [], marks: [], entries: [], plannedEpochs: 0,
      startTime: nil, lastTime: nil)
  }

  /// The summaries that a series keeps while it grows change nothing of what a chart shows.
  @Test(arguments: [1, 31, 32, 255, 256, 257, 5000, 20_000])
  func aGrownCurveShowsWhatItsPointsShow(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let series = grown(values(count, &generator))
    for (columns, window) in [(1, nil), (7, nil), (64, 100.0...4000), (400, nil)] {
      let own = try #require(
        history(series).reduced(to: columns, of: window).stepSeries["loss"])
      let plain = try #require(
        history(Series(series.points)).reduced(to: columns, of: window).stepSeries["loss"])
      #expect(own.points.map(\.x) == plain.points.map(\.x))
      #expect(own.counts == plain.counts)
      for (mean, expected) in zip(own.means ?? [], plain.means ?? []) {
        #expect(mean.x == expected.x && abs(mean.y - expected.y) < 1e-12)
      }
    }
  }

  /// Growing, cutting and replacing leave the points that a plain list would have.
  @Test func aSeriesHasThePointsOfAList() {
    var generator = SeededGenerator(seed: 7)
    var (series, list, x) = (Series(), [SeriesPoint](), 0.0)
    for _ in 0..<3000 {
      switch Int.random(in: 0..<100, using: &generator) {
      case 0:
        let end = x - Double(Int.random(in: 0..<400, using: &generator))
        series.cut(after: end)
        list.removeAll { $0.x > end }
        x = list.last?.x ?? 0
      case 1..<10:
        let y = Double.random(in: 0...1, using: &generator)
        series.set(x: x, y: y)
        if list.last?.x == x { list.removeLast() }
        list.append(SeriesPoint(x: x, y: y))
      default:
        x += 1
        let y = Double.random(in: 0...1, using: &generator)
        series.append(x: x, y: y)
        list.append(SeriesPoint(x: x, y: y))
      }
      #expect(series.count == list.count && series.lastPoint == list.last)
      #expect(series.firstPoint == list.first)
    }
    #expect(series.points == list)
    let plain = history(Series(list)).reduced(to: 20, of: nil).stepSeries["loss"]
    let own = history(series).reduced(to: 20, of: nil).stepSeries["loss"]
    #expect(own?.points == plain?.points)
  }

  /// A copy that is shown keeps its points while the series grows.
  @Test func aCopyStaysAsItIs() {
    var series = grown((0..<1000).map(Double.init))
    let copy = series
    for x in 1000..<2000 { series.append(x: Double(x), y: 0) }
    #expect(copy.count == 1000 && copy.points.map(\.y) == (0..<1000).map(Double.init))
    #expect(series.count == 2000 && series == grown((0..<2000).map { $0 < 1000 ? Double($0) : 0 }))
  }

  @Test func aVeryLongSeriesKeepsItsSpikesWhenItIsThinnedOut() throws {
    var values = (0..<100_000).map { Double($0 % 5) }
    values[70] = 99
    let series = grown(values)
    #expect(series.count < 40_000)
    #expect(series.points.contains(SeriesPoint(x: 70, y: 99)))
    let shown = try #require(history(series).reduced(to: 100, of: nil).stepSeries["loss"])
    #expect(shown.points.contains(SeriesPoint(x: 70, y: 99)))
    #expect(shown.lastPoint == SeriesPoint(x: 99_999, y: Double(99_999 % 5)))
  }

  @Test func aPointIsFoundByItsX() {
    let series = grown((0..<1000).map { Double($0) * 2 })
    #expect(series.firstPoint(beyond: { $0 > 600 }) == SeriesPoint(x: 601, y: 1202))
    #expect(series.firstPoint(beyond: { $0 >= 0 }) == SeriesPoint(x: 0, y: 0))
    #expect(series.firstPoint(beyond: { $0 > 999 }) == nil)
    #expect(series.lastPoint(upTo: 999.5) == SeriesPoint(x: 999, y: 1998))
    #expect(series.lastPoint(upTo: 300.5) == SeriesPoint(x: 300, y: 600))
    #expect(series.lastPoint(upTo: -1) == nil)
  }
}
