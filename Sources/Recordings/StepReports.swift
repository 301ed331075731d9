internal import RunModel

/// The progress reports of a run without their metrics, packed: some 50 bytes per report.
struct StepReports: Sendable {
  /// The moment of each report, in seconds.
  private(set) var moments: [Double] = []
  /// The position of the run at each report, in epochs.
  private(set) var positions: [Double] = []
  private var times: [Double] = []
  private var rates: [Double] = []
  private var epochs: [Int32] = []
  private var steps: [Int32] = []
  private var stepsPerEpoch: [Int32] = []
  /// True once a report has told the learning rate.
  private(set) var hasLearningRates = false

  /// The number of reports.
  var count: Int { moments.count }

  /// Adds a report.
  mutating func append(_ progress: StepProgress, time: Double, moment: Double, position: Double) {
    if progress.learningRate != nil { hasLearningRates = true }
    moments.append(moment)
    positions.append(position)
    times.append(time)
    rates.append(progress.samplesPerSecond)
    epochs.append(Int32(clamping: progress.epoch))
    steps.append(Int32(clamping: progress.step))
    stepsPerEpoch.append(Int32(clamping: progress.steps))
  }

  /// A report as an event without metrics.
  func event(_ index: Int) -> RunEvent {
    RunEvent(
      time: times[index],
      .stepEnded(
        StepProgress(
          epoch: Int(epochs[index]), step: Int(steps[index]), steps: Int(stepsPerEpoch[index]),
          logs: Logs(), recent: Logs(), samplesPerSecond: rates[index])))
  }

  /// The number of reports up to a moment.
  ///
  /// - Complexity: O(log reports).
  func count(upTo moment: Double) -> Int { moments.indices.firstBeyond { moments[$0] > moment } }
}
