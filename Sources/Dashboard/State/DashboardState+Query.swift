internal import Cells
internal import ChartPanels
internal import MetricGrid
public import Playbacks
internal import Recordings
internal import RunModel

extension DashboardState {
  /// The current query; nil without a playback.
  ///
  /// - Parameter columns: The columns of the screen.
  public func query(columns: Int) -> PlaybackQuery? {
    playback.map { playback in
      PlaybackQuery(
        chosen: playback.chosen, position: playback.position,
        includesOthers: playback.arrangement != .alone && playback.overviews.count > 1,
        part: RecordingQuery(
          axis: playback.axis,
          window: playback.isLogarithmic ? playback.shownRange : playback.window,
          columns: chartDots(columns: columns), names: shownNames(playback),
          isLogarithmic: playback.isLogarithmic,
          lead: charts.smoothing.map(Series.memory) ?? 0, judged: headlineCurve?.title),
        hairline: playback.hairline, summary: shownSummary)
    }
  }

  /// The columns of dots of the widest chart, at most those of the screen; a long curve with more
  /// points than that costs time and looks the same.
  private func chartDots(columns: Int) -> Int {
    let widths = chartAreas(of: Size(columns, size.height)).flatMap { area in
      ChartsView.columns(of: chartScene, in: area).flatMap { chartScene.grid(in: $0).columns }
    }.map(\.width)
    return 2 * max(Self.fewestColumns, min(columns, widths.max() ?? columns))
  }

  /// The columns that even a narrow chart gets, so that the means of a curve stay fine.
  private static let fewestColumns = 40

  /// The rectangles in which a screen of a size shows charts; they may also fill it.
  private func chartAreas(of size: Size) -> [Rect] {
    [ScreenLayout(state: self, size: size)[.charts], Rect(size)].compactMap(\.self)
  }

  /// The curves that have a chart on a screen of the reported size, and the main loss, which other
  /// parts of the screen name.
  private var shownPage: [Curve] {
    chartAreas(of: size).flatMap { metrics.page(capacity: chartScene.grid(in: $0).capacity).curves }
      + [lossCurve].compactMap(\.self)
  }

  /// The curves that the list shows: those around the chosen one.
  private var listedCurves: ArraySlice<Curve> {
    guard ScreenLayout(state: self, size: size)[.metrics] != nil else { return [] }
    let all = metrics.listed
    let first = max(0, min((metrics.chosenRow ?? 0) - size.height, all.count - 2 * size.height))
    return all[first..<min(all.count, first + 2 * size.height)]
  }

  /// The series of all runs that the charts show; nil for runs whose curves are not listed.
  private func shownNames(_ playback: Playback) -> Set<String>? {
    if playback.overviews.contains(where: { $0.whole.origin == .events }) { return nil }
    let page = shownPage
    let shown = playback.overviews.flatMap { run in page.compactMap { run.whole.curve(beside: $0) }
    }
    return Set((listedCurves + shown).flatMap { [$0.train, $0.validation].compactMap(\.self) })
  }
}
