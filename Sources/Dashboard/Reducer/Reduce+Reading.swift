internal import Playbacks
internal import RunModel

/// Reading values at the hairline.
extension DashboardState {
  /// True while values are read, so that the arrows move the hairline and change nothing.
  var isReading: Bool { playback?.hairline != nil }

  /// Begins to read values where the run is, or ends it.
  mutating func toggleReading() {
    if isReading { playback?.stopReading() } else { playback?.read() }
  }

  /// Shows the moment at the hairline, and ends reading.
  mutating func seekHairline() {
    guard let playback, let x = playback.hairline else { return }
    self.playback?.isPlaying = false
    self.playback?.seek(playback.overview.exactMoment(at: x, on: playback.axis))
    self.playback?.stopReading()
  }
}
