import Recordings
import RunModel
import Testing

/// The rate of a schedule at earlier moments and on other axes.
@Suite struct ScheduleRecordingTests {
  @Test func anEarlierMomentHasTheRateThatTheScriptsScheduleWouldHaveSet() {
    var recording = EventRecording(name: "x")
    recording.append(
      RunEvent(
        time: 0,
        .runStarted(RunInfo(name: "x", epochs: 2, stepsPerEpoch: 10, framework: "torch"))))
    let scheduled: [Double?] = [nil, nil, 0.08, 0.07, 0.06, nil, nil]
    for (index, rate) in scheduled.enumerated() {
      recording.append(
        RunEvent(
          time: Double(index + 1),
          .stepEnded(
            StepProgress(
              epoch: 0, step: index + 1, steps: 10, logs: [:], recent: ["loss": 1],
              samplesPerSecond: 1, learningRate: rate == nil ? 0.1 : 0.04, scheduledRate: rate))))
    }
    for (index, rate) in scheduled.enumerated() {
      let history = recording.history(at: Double(index + 1), RecordingQuery())
      #expect(history.scheduledRate == rate)
      #expect(history.isOffSchedule == (rate != nil))
    }
    let early = recording.history(at: 4, RecordingQuery())
    #expect(early.departures == [0.3..<(.infinity)])
    #expect(early.scheduledRates.points.map(\.y) == [0.08, 0.07])
    #expect(recording.whole.departures == [0.3..<0.6])
  }

  /// A curve that is reduced to what a chart can show keeps the end of a departure.
  @Test(arguments: [RunAxis.epoch, .step, .time]) func aDepartureEndsOnEveryAxis(axis: RunAxis) {
    let schedule = CallbackState(
      id: "s", name: "LearningRateScheduler", role: .schedulesLearningRate)
    var recording = EventRecording(name: "x")
    var info = RunInfo(
      name: "x", epochs: 200, stepsPerEpoch: 10, learningRate: 1, callbacks: [schedule])
    info.firstEpoch = 0
    recording.append(RunEvent(time: 0, .runStarted(info)))
    var rate = 1.0
    func set(_ epoch: Int, _ step: Int, _ new: Double, by source: String) {
      recording.append(
        RunEvent(
          time: Double(epoch * 10 + step),
          .learningRateChanged(
            LearningRateChange(epoch: epoch, step: step, old: rate, new: new, by: source))))
      rate = new
    }
    for epoch in 0..<200 {
      recording.append(RunEvent(time: Double(epoch * 10), .epochStarted(epoch: epoch)))
      set(epoch, 0, 1 / Double(epoch + 2), by: schedule.name)
      if epoch == 3 || epoch == 90 { set(epoch, 5, 2, by: "key press") }
    }
    let unit = axis == .epoch ? 1.0 : 10
    // In time, a change within an epoch stands between the reports around it.
    let start = axis == .time ? 0.75 : 0.5
    let history = recording.history(at: 2000, RecordingQuery(axis: axis, columns: 10))
    #expect(
      history.scheduledCurves.map { $0.map(\.x) } == [
        [(3 + start) * unit, 4 * unit], [(90 + start) * unit, 91 * unit],
      ])
  }
}
