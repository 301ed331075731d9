import Cells
import Charts
import Dashboard
import OrderedCollections
import Playbacks
import RunComparison
import RunModel
import TestSupport
import Testing

/// Curves that show nothing, which have the last charts.
@Suite struct IdleCurveTests {
  private static let loss = Curve(
    title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min)
  private static let norm = Curve(title: "norm", kind: .other, train: "norm")

  private func history(_ series: OrderedDictionary<String, [Double]>) -> RunHistory {
    RunHistory(
      name: "log", axis: .epoch, reach: 30, curves: [Self.loss, Self.norm], stepSeries: [:],
      epochSeries: series.mapValues { values in
        Series(values.enumerated().map { SeriesPoint(x: Double($0.offset + 1), y: $0.element) })
      },
      learningRates: Series(), epochs: [], marks: [], entries: [], plannedEpochs: 30,
      startTime: 0, lastTime: 30)
  }

  private func playback(_ runs: [[String: [Double]]], isLive: Bool) -> Playback {
    Playback(
      runs.enumerated().map { index, series in
        var overview = RunOverview(LogFixture(name: "run\(index)", count: 30, isLive: isLive))
        overview.whole = history(OrderedDictionary(uniqueKeysWithValues: series.map { $0 }))
        return overview
      }, isFollowing: isLive)
  }

  private func idle(_ runs: [[String: [Double]]], isLive: Bool = false) -> Set<String> {
    playback(runs, isLive: isLive).idleTitles(of: [Self.loss, Self.norm])
  }

  private static let nans = Array(repeating: Double.nan, count: 30)
  private static let ones = Array(repeating: 1.0, count: 30)
  private static let falling = (1...30).map { 1 / Double($0) }

  @Test func aCurveWithANumberInOneOfItsSeriesIsNotIdle() {
    #expect(idle([["loss": Self.falling, "val_loss": Self.nans]]).isEmpty)
    #expect(idle([["loss": Self.nans, "val_loss": Self.falling]]).isEmpty)
    #expect(idle([["loss": Self.nans, "val_loss": Self.nans]]) == ["loss"])
    #expect(idle([["loss": [.nan, 1, .nan]]]).isEmpty)
  }

  /// When a log no longer grows, its constants are found.
  @Test func aConstantIsFoundWhenTheRunIsOver() {
    var overview = RunOverview(LogFixture(name: "run", count: 30, isLive: true))
    overview.whole = history(["norm": Self.ones, "loss": Self.falling])
    func idle() -> Set<String> {
      Playback([overview], isFollowing: false).idleTitles(of: [Self.loss, Self.norm])
    }
    #expect(idle().isEmpty)
    overview.isLive = false
    #expect(idle() == ["norm"])
  }

  /// While the reader watches, no chart changes its place at the twentieth equal value.
  @Test func aConstantKeepsItsPlaceWhileTheRunIsLive() {
    for count in [19, 20, 30] {
      let values = Array(Self.ones.prefix(count))
      #expect(idle([["norm": values]], isLive: true).isEmpty)
      #expect(idle([["norm": values]]).isEmpty == (count < 20))
    }
    #expect(idle([["norm": Self.nans]], isLive: true) == ["norm"])
  }

  @Test func whatOneOfTheRunsShowsIsNotIdle() {
    #expect(idle([["norm": Self.ones], ["norm": Self.falling]]).isEmpty)
    #expect(idle([["norm": Self.falling], ["norm": Self.ones]]).isEmpty)
    // A run without the metric says nothing about it.
    #expect(idle([["norm": Self.ones], ["loss": Self.falling]]) == ["norm"])
  }

  /// Numbers on the axis of a chart without a number would be invented.
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func aChartOfNaNSaysSo(size: Size) {
    var overview = RunOverview(LogFixture(name: "run", count: 30))
    overview.whole = history(["loss": Self.nans, "val_loss": Self.nans])
    var state = DashboardState(
      now: 0, subject: .playback(Playback([overview], isFollowing: false)))
    _ = state.reduce(.shown(overview.whole, others: [:]))
    let text = view(state, size: size, symbols: .braille).text
    #expect(text.contains { $0.contains("all values are NaN") })
    #expect(!text.contains { $0.hasPrefix("│    1 ") || $0.hasPrefix("│    0 ") })
  }
}
