public import Recordings
public import RunModel

/// What the screen wants to be shown of the runs; when it changes, somebody must look it up in their recordings.
public struct PlaybackQuery: Equatable, Sendable {
  /// The run that is looked at.
  public var chosen: Int
  /// Position in seconds.
  public var position: Double
  /// Whether the other runs are wanted, too.
  public var includesOthers: Bool
  /// The axis and the part of it.
  public var part: RecordingQuery
}

extension DashboardState {
  /// What is wanted now; nil for a run that tells its events itself.
  ///
  /// - Parameter columns: the columns of the screen.
  public func query(columns: Int) -> PlaybackQuery? {
    playback.map { playback in
      PlaybackQuery(
        chosen: playback.chosen, position: playback.position,
        includesOthers: playback.arrangement != .alone && playback.overviews.count > 1,
        part: RecordingQuery(
          axis: playback.axis, window: playback.window, columns: columns * 2,
          names: shownNames(playback)))
    }
  }

  /// The series of all runs that the charts show; nil for runs whose curves are not listed.
  private func shownNames(_ playback: Playback) -> Set<String>? {
    var names: Set<String> = []
    // Of few curves the table shows all.
    if let curves = MetricsView.listed(self) {
      names.formUnion(curves.flatMap { [$0.train, $0.validation].compactMap(\.self) })
    }
    for overview in playback.overviews {
      if overview.whole.curves.isEmpty { return nil }
      for shown in [lossCurve, shownCurve].compactMap(\.self) {
        let curve = overview.whole.curve(like: shown)
        names.formUnion([curve?.train, curve?.validation].compactMap(\.self))
      }
    }
    return names
  }
}
