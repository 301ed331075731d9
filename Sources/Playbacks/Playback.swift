public import Recordings
package import RunComparison
public import RunModel

/// A playback of recordings: the moment that is shown, the speed, and the view of the axis.
public struct Playback: Equatable, Sendable {
  /// The arrangement of several runs.
  public enum Arrangement: Equatable, Sendable {
    /// The chosen run alone.
    case alone
    /// All curves in the same charts.
    case overlaid
    /// The charts of each run beside each other.
    case sideBySide

    /// The arrangement in words.
    package var words: String {
      switch self {
      case .alone: "the chosen run alone"
      case .overlaid: "all runs in the same charts"
      case .sideBySide: "the runs side by side"
      }
    }
  }

  /// The overviews of the recordings, at least one.
  public package(set) var overviews: [RunOverview]
  /// The index of the run that is shown.
  public package(set) var chosen = 0
  /// Position in seconds of the chosen run.
  public package(set) var position: Double
  /// True when time passes.
  public package(set) var isPlaying = false
  /// True when the playback stays at the end of a growing log.
  public package(set) var isFollowing: Bool
  /// True when a growing log was held where it was followed to.
  public private(set) var isHeld = false
  /// The speed.
  public package(set) var speed: PlaybackSpeed
  /// The horizontal axis.
  public package(set) var axis: RunAxis
  /// The axis to go back to when values are no longer read; nil while that of the charts is the
  /// person's own.
  var ownAxis: RunAxis?
  /// The part of that axis which was shown; nil for all of it.
  var ownWindow: ClosedRange<Double>?
  /// True when the person wants a logarithmic axis.
  public package(set) var prefersLogarithm = false
  /// The part of the axis that is shown; nil for all of it.
  public package(set) var window: ClosedRange<Double>?
  /// The arrangement of several runs.
  public package(set) var arrangement: Arrangement
  /// The indices of runs that have no curves on the screen while they are not chosen.
  public package(set) var leftOut: Set<Int> = []
  /// The x at which values are read on all charts; nil when none are.
  public package(set) var hairline: Double?
  /// The values there, by the index of the run.
  public package(set) var readings: [Int: CursorReading] = [:]
  /// The marks of the whole run, where they are others than those of its overview.
  package var marks: RecordedMarks?
  /// The other runs as of the same moment, by index.
  public package(set) var others: [Int: RunHistory] = [:]

  /// A playback.
  ///
  /// - Parameters:
  ///   - overviews: At least one.
  ///   - isFollowing: Begins at the end and stays there while the log grows; otherwise begins at
  ///     the end and stands still.
  public init(_ overviews: [RunOverview], isFollowing: Bool) {
    precondition(!overviews.isEmpty, "there must be a run to show")
    self.overviews = overviews
    self.isFollowing = isFollowing
    position = overviews[0].length
    speed = overviews[0].epochEnds.isEmpty ? .times(1) : .epochs(1)
    axis = overviews[0].axes.first ?? .epoch
    arrangement = overviews.count > 1 ? .overlaid : .alone
  }

  /// The overview of the run that is shown.
  public var overview: RunOverview { overviews[chosen] }

  /// The marks of the whole run, with the best values of the curve by which it is judged.
  package var allMarks: [EventMark] { marks?.marks ?? overview.whole.marks }

  /// The indices of the runs with curves on the screen.
  package var drawn: [Int] {
    overviews.indices.filter { $0 == chosen || !leftOut.contains($0) }
  }

  /// Draws no curves of some runs.
  package mutating func leaveOut(_ indices: Set<Int>) { leftOut = indices }

  /// The letter and colour of a run by its index.
  package func letter(_ index: Int) -> RunLetter { RunLetter(overviews[index].letter ?? index) }

  /// True when the end is shown.
  public var isAtEnd: Bool { position >= overview.length }

  /// Advances by seconds of the clock, if the playback is playing.
  package mutating func play(_ seconds: Double) {
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

  /// Plays on, from the start when it is at the end, or holds; at the end of a growing log it follows
  /// or holds.
  package mutating func playOrHold() {
    if isPlaying {
      isPlaying = false
    } else if overview.isLive, isAtEnd || isHeld {
      // A held log may have grown since.
      (isHeld, isFollowing) = (isFollowing, !isFollowing)
      if isFollowing { position = overview.length }
    } else {
      if isAtEnd { position = 0 }
      isPlaying = true
      isFollowing = false
    }
  }

  /// The effect of `playOrHold` in one word.
  package var nextMove: String {
    if isPlaying || overview.isLive && isFollowing { return "hold" }
    return overview.isLive && (isAtEnd || isHeld) ? "follow" : "play"
  }

  /// Shows several runs in the next arrangement: overlaid, beside each other, alone.
  package mutating func arrangeDifferently() {
    switch arrangement {
    case .overlaid: arrangement = .sideBySide
    case .sideBySide: arrangement = .alone
    case .alone: arrangement = .overlaid
    }
  }

  /// Shows a moment, and follows the log from its end.
  package mutating func seek(_ moment: Double) {
    position = max(0, min(overview.length, moment))
    isHeld = false
    isFollowing = overview.isLive && isAtEnd
  }

  /// Moves by epochs, to the end of one; without epochs by fiftieths of the recording.
  package mutating func step(epochs count: Int) {
    guard !overview.epochEnds.isEmpty else {
      return seek(position + overview.length / 50 * Double(count))
    }
    let ends = overview.epochEnds
    let ended = overview.endedEpochs(at: position)
    guard count < 0 else {
      let target = ended + count
      // Part of another epoch may follow the last one.
      return seek(target > ends.count ? overview.length : target == 0 ? 0 : ends[target - 1])
    }
    // The number of epochs that ended before now. From within an epoch this leads to its beginning, and past all epochs
    // that ended at the same moment.
    let before = ends.prefix(ended).lastIndex { $0 < position }.map { $0 + 1 } ?? 0
    let target = before + count + 1
    seek(target <= 0 || before == 0 ? 0 : ends[target - 1])
  }

  /// Shows another run at the same position.
  package mutating func choose(_ index: Int) {
    let wasAtEnd = isAtEnd
    let epochs = overview.epochs(at: position)
    let share = overview.length > 0 ? position / overview.length : 1
    chosen = index
    isHeld = false
    others[index] = nil
    if wasAtEnd {
      position = overview.length
    } else {
      position =
        overview.epochEnds.isEmpty ? share * overview.length : overview.moment(ofEpochs: epochs)
    }
    if !overview.axes.contains(axis) { use(overview.axes.first ?? .epoch) }
  }

  /// Replaces the overviews.
  package mutating func update(_ overviews: [RunOverview]) {
    guard !overviews.isEmpty else { return }
    let hadEpochs = !overview.epochEnds.isEmpty
    let mainAxis = overview.axes.first
    let end = overview.extents[axis]?.upperBound
    self.overviews = overviews
    chosen = min(chosen, overviews.count - 1)
    if isFollowing {
      position = overview.length
      followWindow(from: end)
    }
    position = min(position, overview.length)
    // A run that has just begun has no epochs to count by.
    if !hadEpochs, !overview.epochEnds.isEmpty, speed == .times(1) { speed = .epochs(1) }
    // The text of a script may have been counted in steps until the script told its epochs.
    let isStale = axis == mainAxis && overview.axes.first != mainAxis
    if isStale || !overview.axes.contains(axis) { use(overview.axes.first ?? .epoch) }
  }
}
