public import Recordings
internal import Charts
public import RunModel
public import Simulation

/// What the screen knows of a run that is played back, apart from what is shown of it now.
public struct RunOverview: Equatable, Sendable {
  /// The run's name.
  public var name: String
  /// Length in seconds.
  public var length: Double
  /// Whether its seconds are real ones.
  public var isTimed: Bool
  /// Whether somebody may still be writing it.
  public var isLive: Bool
  /// Whether a trainer takes requests.
  public var isSteerable = false
  /// Callbacks to try on it, from its recipe; nil for the usual ones.
  public var preset: WhatIf?
  /// A few words on what it was read from.
  public var origin = ""
  /// How much of the log has been read, while that is not all; 0 … 1.
  public var progress: Double?
  /// When something was last written, in seconds since 1970; nil for what is not followed.
  public var lastNews: Double?
  /// Why its log cannot be read any more; nil while it can.
  public var trouble: String?
  /// What is known of its kind of writer that keeps things to itself; nil for others.
  public var writerHabit: String?
  /// The moments at which the epochs ended, in order.
  public var epochEnds: [Double]
  /// The moments of all marks, in order.
  public var markMoments: [Double]
  /// The metrics of all epochs.
  public var recorded: [RecordedEpoch]
  /// What can be counted across, the usual one first.
  public var axes: [RunAxis]
  /// From where to where the run goes on each axis.
  public var extents: [RunAxis: ClosedRange<Double>]
  /// Where each epoch ends on each axis.
  public var epochXs: [RunAxis: [Double]]
  /// Places on each axis by moments.
  public var xs: [RunAxis: MonotoneTable]
  /// What is known at its end.
  public var whole: RunHistory

  /// Parts of the recording whose x is kept.
  private static let sampleCount = 256

  /// The moment at which the run was at an x, as far as a person can point at it.
  func moment(at x: Double, on axis: RunAxis) -> Double {
    xs[axis]?.x(of: x) ?? length
  }

  /// Decimals of the playback's seconds: a playback of a few seconds would stand at 0:00 for half of them.
  var decimals: Int { isTimed && length < 10 ? 1 : 0 }

  /// Summarises a recording.
  ///
  /// - Complexity: O(epochs · log points).
  public init(_ recording: some RunRecording) {
    name = recording.name
    length = recording.length
    isTimed = recording.isTimed
    isLive = recording.isLive
    epochEnds = recording.epochEnds
    markMoments = recording.markMoments
    recorded = recording.recorded
    axes = recording.axes
    extents = [:]
    epochXs = [:]
    xs = [:]
    for axis in recording.axes {
      var table = MonotoneTable()
      for part in 0...Self.sampleCount {
        let moment = recording.length * Double(part) / Double(Self.sampleCount)
        table.append(x: moment, y: recording.x(at: moment, on: axis))
      }
      xs[axis] = table
      let end = recording.x(at: recording.length, on: axis)
      extents[axis] = min(recording.x(at: 0, on: axis), end)...end
      epochXs[axis] = recording.epochEnds.map { recording.x(at: $0, on: axis) }
    }
    whole = recording.history(
      at: recording.length, RecordingQuery(axis: recording.axes.first ?? .epoch, columns: 200))
  }

  /// Says since when nothing was written to a log that is followed, from ten seconds on.
  func quiet(at now: Double) -> String? {
    guard isLive, let lastNews, now - lastNews >= 10 else { return nil }
    let span = now - lastNews
    let time = span < 120 ? "\(Int(span)) s" : MetricFormat.duration(span)
    return "quiet for \(time)" + (writerHabit.map { "; this writer \($0)" } ?? "")
  }

  /// Epochs that had ended at a moment, and the part of the next one.
  ///
  /// - Complexity: O(log epochs).
  func epochs(at moment: Double) -> Double {
    let count = endedEpochs(at: moment)
    let start = count == 0 ? 0 : epochEnds[count - 1]
    let end = count < epochEnds.count ? epochEnds[count] : length
    let part = end > start ? (moment - start) / (end - start) : 0
    return Double(count) + (count < epochEnds.count ? max(0, min(1, part)) : 0)
  }

  /// The moment at which so many epochs, and a part of the next, were done.
  func moment(ofEpochs epochs: Double) -> Double {
    guard epochs > 0 else { return 0 }
    guard epochs < Double(epochEnds.count) else { return length }
    let whole = Int(epochs)
    let start = whole == 0 ? 0 : epochEnds[whole - 1]
    return start + (epochEnds[whole] - start) * (epochs - Double(whole))
  }

  /// The moment at which an epoch of the log's own numbers ended; nil when the log has none of that number.
  func moment(ofEpoch number: Int) -> Double? {
    if number == recorded.firstNumber - 1 { return 0 }
    guard let index = recorded.firstIndex(where: { $0.number == number }) else { return nil }
    return epochEnds.indices.contains(index) ? epochEnds[index] : nil
  }

  /// How many epochs had ended at a moment.
  func endedEpochs(at moment: Double) -> Int {
    epochEnds.indices.firstBeyond { epochEnds[$0] > moment }
  }

  /// Where on an axis an epoch ended, counted from 1; nil beyond the log.
  ///
  /// - Complexity: O(log epochs).
  func x(ofEpoch number: Double, on axis: RunAxis) -> Double? {
    if axis == .epoch { return number }
    let index = recorded.indices.firstBeyond { Double(recorded[$0].epoch + 1) >= number }
    let xs = epochXs[axis] ?? []
    return xs.indices.contains(index) ? xs[index] : nil
  }
}
