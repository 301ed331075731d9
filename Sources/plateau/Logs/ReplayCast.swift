import BareFoundation
import Cells
import Charts
import Dashboard
import Figures
import PlateauRuntime
import Playbacks
import RunModel
import Themes

/// A replay of runs as a recording of the screen.
struct ReplayCast {
  /// Screens per second.
  private static let rate = 10.0
  /// The seconds that the end stays.
  private static let rest = 3.0

  private let saved: SavedRuns
  private let size: Size
  private let theme: Theme
  private let seconds: Double
  private let speed: Double?

  /// Prepares a replay.
  ///
  /// - Parameters:
  ///   - seconds: The length of the recording when no speed is given.
  ///   - speed: Seconds of the run per second; of a run whose log has no times, epochs. Nil for what
  ///     the length needs.
  init(_ saved: SavedRuns, size: Size, theme: Theme, seconds: Double, speed: Double?) {
    self.saved = saved
    self.size = size
    self.theme = theme
    self.seconds = seconds
    self.speed = speed
  }

  /// The recording.
  ///
  /// - Complexity: O(screens · cells).
  func text() -> String {
    let overviews = saved.runs.map(\.overview)
    var playback = Playback(overviews, isFollowing: false)
    let (length, factor) = pace(overviews[0])
    playback.seek(0)
    playback.speed = factor
    playback.playOrHold()
    // A fixed clock: the same runs give the same recording.
    let start = (overviews[0].whole.startTime ?? 0) + overviews[0].length
    var state = DashboardState(
      now: start, subject: .playback(playback), themes: ThemeSelection([theme]))
    _ = state.reduce(.resized(size))
    let source = ReplaySource(saved.runs.map(\.recording))
    let symbols = Symbols.fitting(isUnicode: true, colorDepth: .trueColor)
    var cast = ScreenCast(size: size, title: overviews.map(\.name).joined(separator: ", "))
    let frames = Int((length * Self.rate).rounded(.up))
    for frame in 0...frames {
      let time = Double(frame) / Self.rate
      if frame > 0 { _ = state.reduce(.tick(start + time)) }
      state.settle(with: source, columns: size.width)
      cast.add(view(state, size: size, symbols: symbols), at: time)
    }
    cast.hold(until: Double(frames) / Self.rate + Self.rest)
    return cast.text
  }

  /// The seconds that playing takes, and the speed.
  private func pace(_ overview: RunOverview) -> (Double, PlaybackSpeed) {
    let isTimed = overview.isTimed || overview.epochEnds.isEmpty
    let whole = isTimed ? overview.length : Double(overview.epochEnds.count)
    let speed = speed ?? whole / seconds
    guard speed > 0, whole > 0 else { return (0, .times(1)) }
    return (whole / speed, isTimed ? .times(speed) : .epochs(speed))
  }
}
