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

  /// The series of all runs that the charts show; nil for runs whose curves are not listed.
  private func shownNames(_ playback: Playback) -> Set<String>? {
    var names: Set<String> = []
    // A table with few curves lists all of them.
    if let curves = MetricsView.listed(self) {
      names.formUnion(curves.flatMap { [$0.train, $0.validation].compactMap(\.self) })
    }
    for overview in playback.overviews {
      if overview.whole.origin == .events { return nil }
      for shown in [lossCurve, shownCurve].compactMap(\.self) {
        let curve = overview.whole.curve(like: shown)
        names.formUnion([curve?.train, curve?.validation].compactMap(\.self))
      }
    }
    return names
  }
}
