internal import RunModel

/// The numbers of steps since the start of a run, from its events.
struct StepsOfRun {
  /// The run; nil before its start.
  private(set) var info: RunInfo?
  /// Steps per epoch; 0 when unknown.
  private(set) var perEpoch = 0
  /// The epoch of the last step.
  private var epoch = 0
  /// Steps before that epoch where its length is not known.
  private var before = 0
  /// Steps done in that epoch.
  private var step = 0

  /// Begins or continues a run.
  mutating func begin(_ info: RunInfo) { (self.info, perEpoch) = (info, info.stepsPerEpoch) }

  /// Counts the steps of a report and returns the number of the last one; nil for a number that is
  /// too large.
  mutating func count(_ progress: StepProgress) -> Int64? {
    if progress.steps > 0 { perEpoch = progress.steps }
    if progress.epoch != epoch {
      (epoch, before) = (progress.epoch, before.addingReportingOverflow(step).partialValue)
    }
    step = progress.step
    return number(epoch: progress.epoch, step: progress.step)
  }

  /// The number of a step; nil for one that is too large.
  func number(epoch: Int, step: Int) -> Int64? {
    guard perEpoch > 0 else {
      let (sum, overflow) = before.addingReportingOverflow(step)
      return overflow ? nil : Int64(sum)
    }
    let (before, overflow) = epoch.multipliedReportingOverflow(by: perEpoch)
    let (sum, tooFar) = before.addingReportingOverflow(step)
    return overflow || tooFar ? nil : Int64(sum)
  }
}
