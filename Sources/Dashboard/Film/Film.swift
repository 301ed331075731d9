public import RunModel

/// A replay: which runs are there, where it is, and how it goes on.
public struct Film: Equatable, Sendable {
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
  public internal(set) var reels: [Reel]
  /// The run that is looked at.
  public internal(set) var chosen = 0
  /// Where it is, in seconds of the chosen run's film.
  public internal(set) var position: Double
  /// Whether it goes on by itself.
  public internal(set) var isPlaying = false
  /// Whether it stays at the end of a log that grows.
  public internal(set) var isFollowing: Bool
  /// How fast it goes on.
  public internal(set) var speed: FilmSpeed
  /// What is counted across.
  public internal(set) var axis: RunAxis
  /// The part of the axis that is shown; nil for all.
  public internal(set) var window: ClosedRange<Double>?
  /// How several runs are shown.
  public internal(set) var arrangement: Arrangement
  /// What is known of each of the other runs where this one is, by its number.
  public internal(set) var others: [Int: RunHistory] = [:]

  /// A film.
  ///
  /// - Parameters:
  ///   - reels: at least one.
  ///   - isFollowing: begins at the end and stays there while the log grows; else at the end, too, but still.
  public init(_ reels: [Reel], isFollowing: Bool) {
    precondition(!reels.isEmpty, "there must be a run to show")
    self.reels = reels
    self.isFollowing = isFollowing
    position = reels[0].length
    speed = reels[0].epochEnds.isEmpty ? .times(1) : .epochs(1)
    axis = reels[0].axes.first ?? .epoch
    arrangement = reels.count > 1 ? .overlaid : .alone
  }

  /// The run that is looked at.
  public var reel: Reel { reels[chosen] }

  /// Whether it stands at its end.
  public var isAtEnd: Bool { position >= reel.length }

  /// Goes on for some seconds of the clock.
  mutating func play(_ seconds: Double) {
    guard isPlaying, seconds > 0 else { return }
    switch speed {
    case .times(let times): position += seconds * times
    case .epochs(let rate):
      position = reel.moment(ofEpochs: reel.epochs(at: position) + seconds * rate)
    }
    if position >= reel.length {
      position = reel.length
      isPlaying = false
    }
  }

  /// Goes to a moment and stays there.
  mutating func seek(_ moment: Double) {
    position = max(0, min(reel.length, moment))
    isFollowing = reel.isLive && isAtEnd
  }

  /// Goes some epochs on or back, to the end of one; without epochs a fiftieth of the film.
  mutating func step(epochs count: Int) {
    guard !reel.epochEnds.isEmpty else { return seek(position + reel.length / 50 * Double(count)) }
    let ended = reel.endedEpochs(at: position)
    // Back from within an epoch leads to its beginning.
    let isWithin = ended == 0 ? position > 0 : position > reel.epochEnds[ended - 1]
    let target = ended + count + (count < 0 && isWithin ? 1 : 0)
    seek(reel.moment(ofEpochs: Double(max(0, min(reel.epochEnds.count, target)))))
  }

  /// Looks at another run, at the same place.
  mutating func choose(_ index: Int) {
    let wasAtEnd = isAtEnd
    let epochs = reel.epochs(at: position)
    let share = reel.length > 0 ? position / reel.length : 1
    chosen = index
    others[index] = nil
    if wasAtEnd {
      position = reel.length
    } else {
      position = reel.epochEnds.isEmpty ? share * reel.length : reel.moment(ofEpochs: epochs)
    }
    if !reel.axes.contains(axis) {
      axis = reel.axes.first ?? .epoch
      window = nil
    }
  }

  /// Takes in what the runs are now.
  mutating func update(_ reels: [Reel]) {
    guard !reels.isEmpty else { return }
    self.reels = reels
    chosen = min(chosen, reels.count - 1)
    if isFollowing { position = reel.length }
    position = min(position, reel.length)
    if !reel.axes.contains(axis) {
      axis = reel.axes.first ?? .epoch
      window = nil
    }
  }

  /// Where all of it goes on the axis, of all runs that are shown.
  var extent: ClosedRange<Double> {
    let shown = arrangement == .alone ? [reel] : reels
    let extents = shown.compactMap { $0.extents[axis] }
    let low = extents.map(\.lowerBound).min() ?? 0
    return low...max(low, extents.map(\.upperBound).max() ?? 1)
  }

  /// Shows a part of what is shown, around the place of now, or more.
  mutating func zoom(by factor: Double, around place: Double) {
    let extent = extent
    let shown = window ?? extent
    let width = (shown.upperBound - shown.lowerBound) * factor
    let whole = extent.upperBound - extent.lowerBound
    guard width < whole else {
      window = nil
      return
    }
    guard width > whole * 1e-6 else { return }
    let share = (place - shown.lowerBound) / max(1e-12, shown.upperBound - shown.lowerBound)
    let low = place - width * max(0, min(1, share))
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
