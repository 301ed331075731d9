import OrderedCollections
import RunModel
import Testing

/// The fold of the events of scripts, whose lengths are often unknown and which measure at any step.
@Suite struct ScriptHistoryTests {
  private func history(epochs: Int = 0, steps: Int = 0, _ kinds: [RunEvent.Kind]) -> RunHistory {
    var history = RunHistory()
    let info = RunInfo(
      name: "train.py", epochs: epochs, stepsPerEpoch: steps, learningRate: 0.1, framework: "torch",
      callbacks: [stopping])
    history.apply(RunEvent(time: 100, .runStarted(info)))
    for (index, kind) in kinds.enumerated() {
      history.apply(RunEvent(time: 101 + Double(index), kind))
    }
    return history
  }

  private let stopping = CallbackState(
    id: "e", name: "EarlyStoppingCallback", role: .stops, monitor: "eval_loss", wait: 0,
    patience: 3, left: 3, unit: "evaluations")

  private func step(_ epoch: Int, _ step: Int, of steps: Int = 0, rate: Double? = nil)
    -> RunEvent.Kind
  {
    .stepEnded(
      StepProgress(
        epoch: epoch, step: step, steps: steps, logs: [:], recent: ["loss": 2],
        samplesPerSecond: 0, learningRate: rate))
  }

  private func end(_ epoch: Int, _ logs: Logs = [:]) -> RunEvent.Kind {
    .epochEnded(EpochSummary(epoch: epoch, logs: logs, learningRate: 0, seconds: 1, callbacks: []))
  }

  @Test func withoutTotalsTheStepsCountOn() {
    let history = history([
      .epochStarted(epoch: 0), step(0, 10), step(0, 30), end(0, ["val_loss": 3]),
      .epochStarted(epoch: 1), step(1, 10), .improved(epoch: 1, by: "e", metric: "m", value: 1),
    ])
    #expect(history.axis == .step)
    #expect(history.stepSeries["loss"]?.points.map(\.x) == [10, 30, 40])
    #expect(history.epochSeries["val_loss"]?.points.map(\.x) == [30])
    #expect(history.learningRates.points.map(\.x) == [0])
    #expect(history.position == 40)
    #expect(history.epoch == 1 && history.step == 10 && history.steps == 0)
    #expect(history.remaining(elapsed: 10) == nil)
    #expect(history.callbacks == [stopping])
  }

  /// A generator has no length in its first epoch only.
  @Test func aTotalThatIsFoundLaterDoesNotMoveThePoints() {
    let history = history(
      epochs: 3,
      [
        step(0, 10), step(0, 25), end(0), .epochStarted(epoch: 1), step(1, 5, of: 25),
      ])
    #expect(history.stepSeries["loss"]?.points.map(\.x) == [10, 25, 30])
    #expect(history.steps == 25)
    #expect(history.remaining(elapsed: 10) == 1.8)
  }

  @Test func unknownEpochsOfKnownLengthStayOnTheAxisOfEpochs() {
    let history = history(steps: 10, [step(0, 5, of: 10)])
    #expect(history.axis == .epoch)
    #expect(history.position == 0.5)
    #expect(history.remaining(elapsed: 10) == nil)
  }

  @Test func anEpochBeyondThePlannedOnesShowsThatTheirNumberIsNotKnown() {
    var history = history(epochs: 1, steps: 10, [step(0, 10, of: 10), end(0)])
    #expect(history.info?.epochs == 1)
    history.apply(RunEvent(time: 300, .epochStarted(epoch: 1)))
    #expect(history.info?.epochs == 0 && history.remaining(elapsed: 10) == nil)
  }

  @Test func aScriptThatGoesOnDropsWhatItBegan() {
    var history = history([step(0, 10), end(0), .epochStarted(epoch: 1), step(1, 7)])
    history.apply(
      RunEvent(
        time: 300,
        .runStarted(
          RunInfo(name: "train.py", epochs: 0, firstEpoch: 1, learningRate: 0.1, framework: "torch")
        )
      ))
    #expect(history.position == 10)
    history.apply(RunEvent(time: 301, .epochStarted(epoch: 1)))
    history.apply(RunEvent(time: 302, step(1, 4)))
    #expect(history.stepSeries["loss"]?.points.map(\.x) == [10, 14])
  }

  @Test func whatIsMeasuredWithinAnEpochIsAPointThereAndMovesTheCounters() {
    var waiting = stopping
    (waiting.wait, waiting.left) = (1, 2)
    let measured = Measurement(epoch: 0, step: 4, values: ["eval_loss": 0.5], callbacks: [waiting])
    let last = Measurement(epoch: 0, step: 8, values: ["eval_loss": 0.25])
    let history = history(
      epochs: 2, steps: 8,
      [
        step(0, 4, of: 8), .measured(measured), step(0, 8, of: 8), .measured(last),
        end(0, ["eval_loss": 0.25]),
      ])
    #expect(
      history.epochSeries["eval_loss"]?.points == [
        SeriesPoint(x: 0.5, y: 0.5), SeriesPoint(x: 1, y: 0.25),
      ])
    #expect(history.callbacks == [waiting])
  }

  @Test func aRateThatIsToldWithTheStepsIsACurveWithoutMarks() {
    let history = history(
      steps: 8,
      [
        step(0, 1, of: 8, rate: 0.1), step(0, 2, of: 8, rate: 0.2), step(0, 4, of: 8, rate: 0.2),
      ])
    #expect(
      history.learningRates.points == [SeriesPoint(x: 0, y: 0.1), SeriesPoint(x: 0.25, y: 0.2)])
    #expect(history.marks.isEmpty && history.entries.isEmpty)
  }

  /// A warm-up replaces the optimizer's own rate before the first step.
  @Test func aRateUnderWhichNothingWasTrainedLeavesNoTrace() {
    let told = history(
      steps: 8, [step(0, 1, of: 8, rate: 0.001), step(0, 2, of: 8, rate: 0.002)])
    #expect(
      told.learningRates.points == [SeriesPoint(x: 0, y: 0.001), SeriesPoint(x: 0.25, y: 0.002)])
    let changed = history(
      steps: 8,
      [
        .learningRateChanged(
          LearningRateChange(epoch: 0, step: 0, old: 0.1, new: 0.01, by: "schedule")),
        step(0, 1, of: 8),
      ])
    #expect(changed.learningRates.points == [SeriesPoint(x: 0, y: 0.01)])
  }

  @Test func aSpeedThatIsNotKnownIsNotShown() {
    #expect(history(steps: 8, [step(0, 1, of: 8)]).samplesPerSecond == nil)
  }

  @Test func theRateOfTheScriptStandsBesideOneThatWasAskedFor() {
    var history = RunHistory()
    history.apply(
      RunEvent(
        time: 0,
        .runStarted(RunInfo(name: "train.py", epochs: 2, framework: "torch", client: "c"))))
    func report(_ step: Int, _ rate: Double, _ scheduled: Double?) {
      history.apply(
        RunEvent(
          time: 1,
          .stepEnded(
            StepProgress(
              epoch: 0, step: step, steps: 10, logs: Logs(), recent: Logs(), samplesPerSecond: 0,
              learningRate: rate, scheduledRate: scheduled))))
    }
    report(1, 0.1, nil)
    #expect(history.scheduledRate == nil)
    report(2, 0.04, 0.08)
    #expect(history.scheduledRate == 0.08 && history.learningRate == 0.04)
    report(3, 0.06, nil)
    #expect(history.scheduledRate == nil)
  }
}
