import OrderedCollections
import Recordings
import RunModel
import Testing

/// The curves of scripts, whose metrics have the names of their frameworks.
@Suite struct ScriptCurveTests {
  private func recording(steps: Logs, ends: Logs, measured: Logs = [:]) -> EventRecording {
    var recording = EventRecording(name: "x")
    let kinds: [RunEvent.Kind] = [
      .runStarted(RunInfo(name: "x", epochs: 2, stepsPerEpoch: 4, framework: "torch")),
      .stepEnded(
        StepProgress(
          epoch: 0, step: 4, steps: 4, logs: [:], recent: steps, samplesPerSecond: 1)),
      .measured(Measurement(epoch: 0, step: 4, values: measured)),
      .epochEnded(EpochSummary(epoch: 0, logs: ends, learningRate: 1, seconds: 1, callbacks: [])),
    ]
    for (index, kind) in kinds.enumerated() {
      recording.append(RunEvent(time: Double(index), kind))
    }
    return recording
  }

  @Test(arguments: [
    ("loss", "val_loss"), ("train/loss", "val/loss"), ("loss", "eval_loss"),
    ("train_loss", "val_loss"), ("train/box_loss", "val/box_loss"),
  ])
  func aLossOfTrainingAndOfValidationAreOneCurve(train: String, validation: String) {
    let curves = recording(steps: [train: 1], ends: [train: 2, validation: 3]).whole.curves
    #expect(curves.map(\.train) == [train])
    #expect(curves.map(\.validation) == [validation])
    #expect(curves.first?.kind == .loss)
  }

  @Test func aWatchedMetricHasItsPlaceBesideTheTrainingCurveBeforeItIsMeasured() {
    let stopper = CallbackState(
      id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "val_accuracy",
      direction: .max, wait: 0, patience: 3)
    var recording = EventRecording(name: "x")
    let info = RunInfo(
      name: "x", epochs: 2, stepsPerEpoch: 4, framework: "keras", callbacks: [stopper])
    recording.append(RunEvent(time: 0, .runStarted(info)))
    #expect(recording.whole.curves.isEmpty)
    let progress = StepProgress(
      epoch: 0, step: 1, steps: 4, logs: [:], recent: ["loss": 1, "accuracy": 0.5],
      samplesPerSecond: 1)
    recording.append(RunEvent(time: 1, .stepEnded(progress)))
    #expect(recording.whole.curves.map(\.train) == ["loss", "accuracy"])
    #expect(recording.whole.curves.map(\.validation) == [nil, "val_accuracy"])
  }

  @Test func whatIsMeasuredWithinEpochsPairsToo() {
    let curves = recording(
      steps: ["loss": 1, "grad_norm": 3], ends: [:],
      measured: ["eval_loss": 2, "eval_accuracy": 0.5, "eval_runtime": 3]
    ).whole.curves
    #expect(curves.prefix(2).map(\.judged) == ["eval_loss", "eval_accuracy"])
    #expect(curves[1].direction == .max)
    #expect(curves.dropFirst(2).allSatisfy { $0.kind == .other })
  }

  @Test func anEarlierMomentHasTheCurvesOfTheWholeRun() {
    let recording = recording(steps: ["loss": 1], ends: ["val_loss": 3])
    let early = recording.history(at: 0, RecordingQuery())
    #expect(early.curves == recording.whole.curves)
  }

  @Test func stepsOfUnknownTotalsAreTheUsualAxis() {
    var recording = EventRecording(name: "x")
    recording.append(
      RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 0, framework: "torch"))))
    for step in 1...4 {
      recording.append(
        RunEvent(
          time: Double(step),
          .stepEnded(
            StepProgress(
              epoch: 0, step: step * 10, steps: 0, logs: [:], recent: ["loss": 1],
              samplesPerSecond: 0))))
    }
    #expect(recording.axes == [.step, .time, .wall])
    #expect(recording.x(at: 4, on: .step) == 40)
    #expect(recording.moment(at: 20, on: .step) == 2)
    #expect(recording.history(at: 2, RecordingQuery(axis: .step)).position == 20)
    let timed = recording.history(at: 4, RecordingQuery(axis: .time))
    #expect(timed.stepSeries["loss"]?.points.map(\.x) == [1, 2, 3, 4])
  }

  /// Epochs of 10, 20 and at least 5 steps, whose lengths nobody told: from the first end on, they
  /// are the usual axis.
  @Test func epochsOfUnknownLengthsAreAnAxisOnceOneHasEnded() {
    var recording = EventRecording(name: "x")
    recording.append(
      RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 0, framework: "torch"))))
    var time = 0.0
    for (epoch, steps) in [10, 20, 5].enumerated() {
      for step in stride(from: 5, through: steps, by: 5) {
        time += 1
        let progress = StepProgress(
          epoch: epoch, step: step, steps: 0, logs: [:], recent: ["loss": 1], samplesPerSecond: 0)
        recording.append(RunEvent(time: time, .stepEnded(progress)))
      }
      if epoch == 2 { break }
      let logs: Logs = ["loss": 1, "val_loss": .number(Double(epoch))]
      recording.append(
        RunEvent(
          time: time,
          .epochEnded(
            EpochSummary(epoch: epoch, logs: logs, learningRate: 1, seconds: 1, callbacks: []))))
    }
    #expect(recording.axes == RunAxis.allCases)
    let shown = recording.history(at: 7, RecordingQuery(axis: .epoch))
    #expect(shown.axis == .epoch)
    #expect(shown.epochSeries["val_loss"]?.points.map(\.x) == [1, 2])
    #expect(shown.stepSeries["loss"]?.points.map(\.x) == [0.5, 1, 1.25, 1.5, 1.75, 2, 2.25])
    #expect(shown.position == 2.25)
    #expect(recording.history(at: 7, RecordingQuery(axis: .step)).position == 35)
    let moments = [0.5, 1, 1.5, 2, 2.25].map { recording.moment(at: $0, on: .epoch) }
    #expect(moments == [1, 2, 4, 6, 7])
    #expect(recording.x(at: 4, on: .epoch) == 1.5)
  }
}
