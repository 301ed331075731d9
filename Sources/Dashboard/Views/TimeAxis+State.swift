internal import RunDisplay

extension TimeAxis {
  /// Creates the axis of the part that is shown.
  init(_ state: DashboardState) {
    if let playback = state.playback { self.init(playback) } else { self.init(state.history) }
  }
}
