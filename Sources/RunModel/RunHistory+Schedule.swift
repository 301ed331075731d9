/// The learning rate that a schedule alone would have set.
extension RunHistory {
  /// True while another rate than that of the schedule is in effect.
  package var isOffSchedule: Bool {
    guard let scheduledRate, let learningRate else { return false }
    return abs(scheduledRate - learningRate) > 1e-6 * scheduledRate
  }

  /// Adds the rate that the schedule of a script would have set, while another is in effect.
  mutating func addScheduled(_ progress: StepProgress) {
    if let scheduled = progress.scheduledRate {
      if scheduledRate == nil || scheduled != scheduledRates.last {
        scheduledRates.append(x: position, y: scheduled)
      }
    } else if scheduledRate != nil, let rate = learningRate {
      scheduledRates.append(x: position, y: rate)
    }
    scheduledRate = progress.scheduledRate
  }

  /// Adds the rate that the schedule would have set, from the first change by somebody else on.
  mutating func addScheduled(_ change: LearningRateChange, _ x: Double, isBySchedule: Bool) {
    if isBySchedule {
      scheduledRate = change.new
      if !scheduledRates.isEmpty { scheduledRates.append(x: x, y: change.new) }
    } else if callbacks.contains(where: { $0.role == .schedulesLearningRate && $0.isEnabled }) {
      // A schedule that begins with the rate at the start has not changed it.
      let scheduled = scheduledRate ?? change.old
      scheduledRate = scheduled
      scheduledRates.append(x: x, y: scheduled)
    }
  }
}
