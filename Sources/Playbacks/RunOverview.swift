internal import Charts
public import Recordings
package import RunComparison
public import RunModel
public import Simulation

/// A summary of a recording: everything that the screen needs whatever moment it shows.
public struct RunOverview: Equatable, Sendable {
  /// The run's name.
  public var name: String
  /// The length in seconds.
  public var length: Double
  /// True when the seconds are those of a clock; otherwise an epoch counts as a second.
  public var isTimed: Bool
  /// True when the log may still grow.
  public var isLive: Bool { didSet { if isLive != oldValue { whole = end.history } } }
  /// True when a trainer accepts requests.
  public var isSteerable = false
  /// False when nothing was saved of a run to continue it from.
  public var isResumable = true
  /// True for a run that this process trains or has trained.
  public var isOfThisProcess = false
  /// The callbacks to try, from the recipe; nil for the usual ones.
  public var preset: WhatIf?
  /// The settings that the run was started with.
  package var settings = RunSettings()
  /// The number of the letter and colour that a table of runs showed for it; nil for its index.
  package var letter: Int?
  /// A short description of the source.
  public var origin = ""
  /// The way in which a script's curves came: told by it, or read from its text; empty for others.
  public var scriptSource = ""
  /// The reason for which the script that printed the text ended; nil while it runs, and for others.
  public var scriptEnd: StopReason?
  /// The framework that trained the run, where its log tells it; the usual callbacks are its own.
  public var framework: TrainingFramework?
  /// The fraction of the log that has been read, 0 … 1; nil when all of it has.
  public var progress: Double?
  /// The time at which the program that writes the log was started, in seconds since 1970; nil when
  /// it is not known.
  public var writerStart: Double?
  /// The time of the last change, in seconds since 1970; nil for a log that is not followed.
  public var lastNews: Double?
  /// The reason why the log cannot be read any more; nil while it can.
  public var trouble: String?
  /// The habit of a writer that delays its output; nil for other writers.
  public var writerHabit: String?
  /// The moments at which the epochs ended, ascending.
  public var epochEnds: [Double]
  /// The moments of all marks, ascending.
  public var markMoments: [Double]
  /// The metrics of all epochs.
  public var recorded: [RecordedEpoch]
  /// The series of values beyond numbers.
  public var summaries: [SummaryName]
  /// The available axes, the usual one first.
  public var axes: [RunAxis]
  /// The range of the run on each axis.
  public var extents: [RunAxis: ClosedRange<Double>]
  /// The first coordinate above 0 on each axis, where a logarithmic axis begins.
  public var positiveStarts: [RunAxis: Double] = [:]
  /// The coordinates of the epochs' ends on each axis.
  public var epochXs: [RunAxis: [Double]]
  /// Coordinates on each axis by moments.
  public var xs: [RunAxis: MonotoneTable]
  /// The run at its end.
  public var whole: RunHistory {
    get { end.history }
    set { end = End(newValue, isOver: !isLive) }
  }
  private var end: End
  /// Its series that show little.
  var still: StillSeries { end.still }

  /// The run at its end, which copies of the summary share.
  private final class End: Equatable, Sendable {
    let history: RunHistory
    let still: StillSeries

    init(_ history: RunHistory, isOver: Bool) {
      self.history = history
      still = StillSeries(of: history, isOver: isOver || history.end != nil)
    }

    static func == (left: End, right: End) -> Bool {
      left === right || left.history == right.history
    }
  }

  /// Parts of the recording whose x is kept.
  private static let sampleCount = 256

  /// The moment at which the run reached a coordinate, to the precision of the screen.
  package func moment(at x: Double, on axis: RunAxis) -> Double {
    xs[axis]?.x(of: x) ?? length
  }

  /// The moment at which the run reached a coordinate: exactly at the end of an epoch, otherwise to
  /// the precision of the screen.
  package func exactMoment(at x: Double, on axis: RunAxis) -> Double {
    // An epoch ends at its number, even if its last report came earlier.
    let xs = axis == .epoch ? recorded.map { Double($0.epoch + 1) } : epochXs[axis] ?? []
    let index = xs.firstIndex { abs($0 - x) <= 1e-9 * max(1, abs(x)) }
    guard let index, epochEnds.indices.contains(index) else { return moment(at: x, on: axis) }
    return epochEnds[index]
  }

  /// The decimals of shown seconds: without one, a recording of a few seconds would hardly seem to
  /// move.
  package var decimals: Int { isTimed && !isLive && length < 10 ? 1 : 0 }

  /// Summarises a recording.
  ///
  /// - Parameter earlier: The summary of the same recording before it grew; nil for none. The
  ///   coordinates of its epochs are not looked up again.
  /// - Complexity: O(new epochs · log points).
  public init(_ recording: some RunRecording, after earlier: RunOverview? = nil) {
    name = recording.name
    length = recording.length
    isTimed = recording.isTimed
    isLive = recording.isLive
    epochEnds = recording.epochEnds
    markMoments = recording.markMoments
    recorded = recording.recorded
    summaries = recording.summaries
    axes = recording.axes
    extents = [:]
    epochXs = [:]
    xs = [:]
    for axis in recording.axes {
      xs[axis] = Self.table(of: recording, on: axis, after: earlier?.xs[axis])
      let end = recording.x(at: recording.length, on: axis)
      extents[axis] = min(recording.x(at: 0, on: axis), end)...end
      positiveStarts[axis] = recording.firstPositiveX(on: axis)
      // The same epochs as before, and steps of the same length, have the same coordinates.
      if let earlier, earlier.epochEnds == recording.epochEnds, let known = earlier.epochXs[axis],
        known.last == recording.epochEnds.last.map({ recording.x(at: $0, on: axis) })
      {
        epochXs[axis] = known
      } else {
        epochXs[axis] = recording.epochEnds.map { recording.x(at: $0, on: axis) }
      }
    }
    let history = recording.history(
      at: recording.length, RecordingQuery(axis: recording.axes.first ?? .epoch, columns: 200))
    end = End(history, isOver: !recording.isLive)
    // The log of another tool names it by its format.
    framework = history.info.flatMap { TrainingFramework(rawValue: $0.framework) }
  }

  /// Coordinates by moments: an earlier table, to which the present moment is added if it is near, or
  /// a new one.
  private static func table(
    of recording: some RunRecording, on axis: RunAxis, after earlier: MonotoneTable?
  ) -> MonotoneTable {
    func x(_ moment: Double) -> Double { recording.x(at: moment, on: axis) }
    let part = recording.length / Double(sampleCount)
    if var table = earlier, table.count < 2 * sampleCount, table.lastX <= recording.length,
      recording.length - table.lastX <= part, x(table.lastX) == table.lastY
    {
      table.append(x: recording.length, y: x(recording.length))
      return table
    }
    var table = MonotoneTable()
    for part in 0...sampleCount {
      let moment = recording.length * Double(part) / Double(sampleCount)
      table.append(x: moment, y: x(moment))
    }
    return table
  }

  /// Summarises the run that this process trains.
  ///
  /// - Parameters:
  ///   - earlier: The summary before it grew; nil for none.
  ///   - folder: The run's folder.
  ///   - preset: Its callbacks, to try other settings of them; nil for the usual ones.
  public init(
    ofThisProcess recording: EventRecording, after earlier: RunOverview? = nil, folder: String,
    preset: WhatIf? = nil
  ) {
    self.init(recording, after: earlier)
    isOfThisProcess = true
    isSteerable = recording.isLive
    origin = folder
    self.preset = preset
  }

  /// The origin, and the way in which the curves came from there.
  package var originWords: String {
    [origin, scriptSource].filter { !$0.isEmpty }.joined(separator: " \u{B7} ")
  }

  /// The silence of a log that is followed, such as `quiet for 12 s`; nil below ten seconds.
  package func quiet(at now: Double) -> String? {
    guard isLive, let lastNews, now - lastNews >= 10 else { return nil }
    let span = now - lastNews
    let time = span < 120 ? "\(Int(span)) s" : MetricFormat.duration(span)
    return "quiet for \(time)" + (writerHabit.map { "; this writer \($0)" } ?? "")
  }

  /// The number of epochs that had ended at a moment, plus the finished fraction of the next.
  ///
  /// - Complexity: O(log epochs).
  package func epochs(at moment: Double) -> Double {
    let count = endedEpochs(at: moment)
    let start = count == 0 ? 0 : epochEnds[count - 1]
    let end = count < epochEnds.count ? epochEnds[count] : length
    let part = end > start ? (moment - start) / (end - start) : 0
    return Double(count) + (count < epochEnds.count ? max(0, min(1, part)) : 0)
  }

  /// The moment at which a number of epochs, with a fraction of the next, was done.
  package func moment(ofEpochs epochs: Double) -> Double {
    guard epochs > 0 else { return 0 }
    guard epochs < Double(epochEnds.count) else { return length }
    let whole = Int(epochs)
    let start = whole == 0 ? 0 : epochEnds[whole - 1]
    return start + (epochEnds[whole] - start) * (epochs - Double(whole))
  }

  /// The moment at which the epoch with a number of the log ended; nil when the log has no such
  /// epoch.
  package func moment(ofEpoch number: Int) -> Double? {
    if number == recorded.firstNumber - 1 { return 0 }
    guard let index = recorded.firstIndex(where: { $0.number == number }) else { return nil }
    return epochEnds.indices.contains(index) ? epochEnds[index] : nil
  }

  /// The number of epochs that had ended at a moment.
  package func endedEpochs(at moment: Double) -> Int {
    epochEnds.indices.firstBeyond { epochEnds[$0] > moment }
  }

  /// The coordinate at which an epoch, counted from 1, ended; nil beyond the log.
  ///
  /// - Complexity: O(log epochs).
  package func x(ofEpoch number: Double, on axis: RunAxis) -> Double? {
    if axis == .epoch { return number }
    let index = recorded.indices.firstBeyond { Double(recorded[$0].epoch + 1) >= number }
    let xs = epochXs[axis] ?? []
    return xs.indices.contains(index) ? xs[index] : nil
  }
}
