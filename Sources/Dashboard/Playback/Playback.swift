public import RunModel

/// A replay: which runs are there, where it is, and how it goes on.
public struct Playback: Equatable, Sendable {
  /// How several runs are shown.
  public enum Arrangement: Equatable, Sendable {
    /// The chosen one alone.
    case alone
    /// Their curves over each other.
    case overlaid
    /// Charts beside each other.
    case sideBySide
  }

  /// The runs.
  public internal(set) var overviews: [RunOverview]
  /// The run that is looked at.
  public internal(set) var chosen = 0
  /// Position in seconds of the chosen run.
  public internal(set) var position: Double
  /// Whether it goes on by itself.
  public internal(set) var isPlaying = false
  /// Whether it stays at the end of a log that grows.
  public internal(set) var isFollowing: Bool
  /// How fast it goes on.
  public internal(set) var speed: PlaybackSpeed
  /// What is counted across.
  public internal(set) var axis: RunAxis
  /// The part of the axis that is shown; nil for all.
  public internal(set) var window: ClosedRange<Double>?
  /// How several runs are shown.
  public internal(set) var arrangement: Arrangement
  /// What is known of each of the other runs where this one is, by its number.
  public internal(set) var others: [Int: RunHistory] = [:]

  /// A playback.
  ///
  /// - Parameters:
  ///   - overviews: at least one.
  ///   - isFollowing: begins at the end and stays there while the log grows; else at the end, too, but still.
  public init(_ overviews: [RunOverview], isFollowing: Bool) {
    precondition(!overviews.isEmpty, "there must be a run to show")
    self.overviews = overviews
    self.isFollowing = isFollowing
    position = overviews[0].length
    speed = overviews[0].epochEnds.isEmpty ? .times(1) : .epochs(1)
    axis = overviews[0].axes.first ?? .epoch
    arrangement = overviews.count > 1 ? .overlaid : .alone
  }

  /// The run that is looked at.
  public var overview: RunOverview { overviews[chosen] }

  /// Whether it stands at its end.
  public var isAtEnd: Bool { position >= overview.length }

  /// Goes on for some seconds of the clock.
  mutating func play(_ seconds: Double) {
    guard isPlaying, seconds > 0 else { return }
    switch speed {
    case .times(let times): position += seconds * times
    case .epochs(let rate):
      position = overview.moment(ofEpochs: overview.epochs(at: position) + seconds * rate)
    }
    if position >= overview.length {
      position = overview.length
      isPlaying = false
    }
  }

  /// Goes to a moment and stays there.
  mutating func seek(_ moment: Double) {
    position = max(0, min(overview.length, moment))
    isFollowing = overview.isLive && isAtEnd
  }

  /// Goes some epochs on or back, to the end of one; without epochs a fiftieth of the playback.
  mutating func step(epochs count: Int) {
    guard !overview.epochEnds.isEmpty else {
      return seek(position + overview.length / 50 * Double(count))
    }
    let ends = overview.epochEnds
    let ended = overview.endedEpochs(at: position)
    guard count < 0 else {
      let target = ended + count
      // Behind the last epoch there may be a part of another one.
      return seek(target > ends.count ? overview.length : target == 0 ? 0 : ends[target - 1])
    }
    // The epochs that ended before now: from within one that leads to its beginning, and of several that ended
    // in one moment past them all.
    let before = ends.prefix(ended).lastIndex { $0 < position }.map { $0 + 1 } ?? 0
    let target = before + count + 1
    seek(target <= 0 || before == 0 ? 0 : ends[target - 1])
  }

  /// Looks at another run, at the same x.
  mutating func choose(_ index: Int) {
    let wasAtEnd = isAtEnd
    let epochs = overview.epochs(at: position)
    let share = overview.length > 0 ? position / overview.length : 1
    chosen = index
    others[index] = nil
    if wasAtEnd {
      position = overview.length
    } else {
      position =
        overview.epochEnds.isEmpty ? share * overview.length : overview.moment(ofEpochs: epochs)
    }
    if !overview.axes.contains(axis) {
      axis = overview.axes.first ?? .epoch
      window = nil
    }
  }

  /// Takes in what the runs are now.
  mutating func update(_ overviews: [RunOverview]) {
    guard !overviews.isEmpty else { return }
    self.overviews = overviews
    chosen = min(chosen, overviews.count - 1)
    if isFollowing { position = overview.length }
    position = min(position, overview.length)
    if !overview.axes.contains(axis) {
      axis = overview.axes.first ?? .epoch
      window = nil
    }
  }

  /// Where all of it goes on the axis, of all runs that are shown.
  var extent: ClosedRange<Double> {
    let shown = arrangement == .alone ? [overview] : overviews
    let extents = shown.compactMap { $0.extents[axis] }
    let low = extents.map(\.lowerBound).min() ?? 0
    return low...max(low, extents.map(\.upperBound).max() ?? 1)
  }

  /// Shows a part of what is shown, around an x, or more.
  mutating func zoom(by factor: Double, around x: Double) {
    let extent = extent
    let shown = window ?? extent
    let width = (shown.upperBound - shown.lowerBound) * factor
    let whole = extent.upperBound - extent.lowerBound
    guard width < whole else {
      window = nil
      return
    }
    guard width > whole * 1e-6 else { return }
    let share = (x - shown.lowerBound) / max(1e-12, shown.upperBound - shown.lowerBound)
    let low = x - width * max(0, min(1, share))
    show(low...low + width)
  }

  /// Shows a part as wide as now, further on or back by a share of it.
  mutating func pan(by share: Double) {
    guard let window else { return }
    let width = window.upperBound - window.lowerBound
    show(window.lowerBound + share * width...window.upperBound + share * width)
  }

  /// Shows a part, moved so that nothing beyond the runs is shown.
  private mutating func show(_ part: ClosedRange<Double>) {
    let width = part.upperBound - part.lowerBound
    let low = max(extent.lowerBound, min(extent.upperBound - width, part.lowerBound))
    window = low...low + width
  }
}
