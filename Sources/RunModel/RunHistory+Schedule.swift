/// The learning rate that a schedule alone would have set.
extension RunHistory {
  /// True while another rate than that of the schedule is in effect.
  package var isOffSchedule: Bool {
    guard let scheduledRate, let learningRate else { return false }
    return abs(scheduledRate - learningRate) > 1e-6 * scheduledRate
  }

  /// The curve of the schedule in each of the departures from it, up to the position of the run.
  ///
  /// - Complexity: O(points + departures).
  package var scheduledCurves: [[SeriesPoint]] {
    let points = scheduledRates.points
    var curves: [[SeriesPoint]] = []
    var index = 0
    for departure in departures {
      let end = min(departure.upperBound, position)
      while index < points.count, points[index].x < departure.lowerBound { index += 1 }
      var curve: [SeriesPoint] = []
      while index < points.count, points[index].x < end {
        curve.append(points[index])
        index += 1
      }
      guard let last = curve.last else { continue }
      curves.append(curve + [SeriesPoint(x: end, y: last.y)])
    }
    return curves
  }

  /// Adds the rate that the schedule of a script would have set, while another is in effect.
  mutating func addScheduled(_ progress: StepProgress) {
    if let scheduled = progress.scheduledRate {
      departFromSchedule(at: position, scheduled)
    } else {
      joinSchedule(at: position)
    }
    scheduledRate = progress.scheduledRate
  }

  /// Adds the rate that the schedule would have set, from the first change by somebody else on.
  mutating func addScheduled(_ change: LearningRateChange, _ x: Double, isBySchedule: Bool) {
    if isBySchedule {
      scheduledRate = change.new
    } else if isScheduled {
      // A schedule that begins with the rate at the start has not changed it.
      scheduledRate = scheduledRate ?? change.old
    }
    if let scheduledRate, isOffSchedule {
      departFromSchedule(at: x, scheduledRate)
    } else {
      joinSchedule(at: x)
    }
  }

  /// Takes the rate over from a schedule that has been switched off; one that is on again within the
  /// epoch would have kept the rate it gave.
  mutating func followSwitchOfSchedule() {
    guard info?.isOurs == true, hasSchedule else { return }
    if !isScheduled, switchedOff == nil {
      joinSchedule(at: position)
      switchedOff = SwitchedOff(rate: scheduledRate ?? learningRate)
      scheduledRate = nil
    } else if isScheduled, let off = switchedOff {
      switchedOff = nil
      guard let rate = off.rate else { return }
      scheduledRate = rate
      if isOffSchedule { departFromSchedule(at: position, rate) }
    }
  }

  /// Joins the schedule, which sets the rate as an epoch begins; an event of its own follows where
  /// that is another rate than the present one.
  mutating func joinScheduleAtEpoch() {
    switchedOff?.rate = nil
    guard info?.isOurs == true, scheduledRate != nil, isScheduled else { return }
    joinSchedule(at: position)
    scheduledRate = learningRate
  }

  /// Ends the departure from the schedule, if there is one.
  mutating func joinSchedule(at x: Double) {
    guard let last = departures.last, last.upperBound == .infinity else { return }
    departures.removeLast()
    if x > last.lowerBound { departures.append(last.lowerBound..<x) }
  }

  /// Forgets what the schedule would have set beyond an x.
  mutating func cutSchedule(after x: Double) {
    scheduledRates.cut(after: x)
    departures.removeAll { $0.lowerBound > x }
    if let last = departures.last, last.upperBound > x {
      departures[departures.count - 1] = last.lowerBound..<(.infinity)
    }
  }

  /// Moves what the schedule would have set to another x.
  mutating func moveSchedule(_ x: (Double) -> Double) {
    scheduledRates.move(x)
    departures = departures.map { departure in
      let end = departure.upperBound
      let start = x(departure.lowerBound)
      return start..<(end == .infinity ? end : max(start, x(end)))
    }
  }

  /// True with a schedule, on or off.
  private var hasSchedule: Bool { callbacks.contains { $0.role == .schedulesLearningRate } }

  /// True with a schedule that is not switched off.
  private var isScheduled: Bool {
    callbacks.contains { $0.role == .schedulesLearningRate && $0.isEnabled }
  }

  /// Begins with the schedule of a run that starts, which may be off.
  mutating func beginSchedule(at x: Double) {
    joinSchedule(at: x)
    scheduledRate = nil
    switchedOff = hasSchedule && !isScheduled ? SwitchedOff() : nil
  }

  /// Adds a rate of the schedule while another is in effect.
  private mutating func departFromSchedule(at x: Double, _ rate: Double) {
    if departures.last?.upperBound != .infinity {
      departures.append(x..<(.infinity))
    } else if rate == scheduledRates.last {
      return
    }
    scheduledRates.append(x: x, y: rate)
  }
}
