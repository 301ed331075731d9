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
          axis: playback.axis, window: playback.window, columns: columns * 2,
          names: shownNames(playback)),
        hairline: playback.hairline)
    }
  }

  /// The curves that have a chart on a screen of the reported size, and the main loss, which other
  /// parts of the screen name.
  private var shownPage: [Curve] {
    // The charts may also fill the screen.
    let areas = [ScreenLayout(state: self, size: size)[.charts], Rect(size)].compactMap(\.self)
    return areas.flatMap { metrics.page(capacity: chartScene.grid(in: $0).capacity).curves }
      + [lossCurve].compactMap(\.self)
  }

  /// The curves that the list shows: those around the chosen one.
  private var listedCurves: ArraySlice<Curve> {
    let layout = ScreenLayout(state: self, size: size)
    guard layout[.metrics] != nil else { return [] }
    let all = metrics.listed
    let first = max(0, min((metrics.chosenRow ?? 0) - size.height, all.count - 2 * size.height))
    return all[first..<min(all.count, first + 2 * size.height)]
  }

  /// The series of all runs that the charts show; nil for runs whose curves are not listed.
  private func shownNames(_ playback: Playback) -> Set<String>? {
    var names: Set<String> = []
    names.formUnion(listedCurves.flatMap { [$0.train, $0.validation].compactMap(\.self) })
    for overview in playback.overviews {
      if overview.whole.origin == .events { return nil }
      for shown in shownPage {
        let curve = overview.whole.curve(like: shown)
        names.formUnion([curve?.train, curve?.validation].compactMap(\.self))
      }
    }
    return names
  }
}
