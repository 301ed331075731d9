import OrderedCollections
import RunModel
import Testing

@Suite struct RunHistoryTests {
  private let stopping = CallbackState(
    id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "val_loss", direction: .min,
    wait: 0,
    patience: 3, fields: [Parameter("patience", .integer(3), .count)])

  private func started(at time: Double = 100) -> RunHistory {
    var history = RunHistory()
    history.apply(
      RunEvent(
        time: time,
        .runStarted(
          RunInfo(
            name: "x", epochs: 10, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [stopping]))))
    return history
  }

  private func progress(_ epoch: Int, _ step: Int) -> RunEvent.Kind {
    .stepEnded(
      StepProgress(
        epoch: epoch, step: step, steps: 4, logs: ["loss": 1], recent: ["loss": 2],
        samplesPerSecond: 10))
  }

  @Test func aCallbackThatNeedsMoreEpochsThanAreLeftCannotAct() {
    var history = started()
    var late = stopping
    late.patience = 11
    #expect(history.epochsLeft == 10)
    #expect(history.ends(before: late) && !history.ends(before: stopping))
    // At the end of the last epoch it still acts.
    late.patience = 10
    #expect(!history.ends(before: late))
    history.apply(
      RunEvent(
        time: 101,
        .commandApplied(
          AppliedCommand(
            request: CommandRequest(id: "1", source: "x", .stopAfter(epoch: 2)), epoch: 0, step: 0))
      ))
    #expect(history.epochsLeft == 2 && history.ends(before: stopping))
    // Nobody knows how many epochs an evaluation is apart.
    late.unit = "evaluations"
    #expect(!history.ends(before: late))
  }

  @Test func thePauseIsLeftOutOfTheTime() {
    var history = started()
    history.apply(RunEvent(time: 110, .paused(epoch: 0, step: 1)))
    #expect(history.elapsed(at: 150) == 10)
    history.apply(RunEvent(time: 160, .resumed(epoch: 0, step: 1)))
    #expect(history.elapsed(at: 165) == 15)
    history.apply(
      RunEvent(time: 170, .runEnded(RunEnd(reason: .completed, epochs: 0, seconds: 20))))
    #expect(history.elapsed(at: 1000) == 20)
    #expect(!history.status.isLive)
  }

  /// Batches since the last report count, so a paused screen agrees with the answer.
  @Test func aPauseTellsTheStepItBeganAfter() {
    var history = started()
    history.apply(RunEvent(time: 101, progress(0, 2)))
    history.apply(RunEvent(time: 102, .paused(epoch: 0, step: 3)))
    #expect(history.step == 3 && history.position == 0.75)
    history.apply(RunEvent(time: 103, .paused(epoch: 1, step: 0)))
    #expect(history.epoch == 1 && history.step == 0 && history.position == 1)
  }

  @Test func stepsAndEpochsBecomePointsOnOneAxis() {
    var history = started()
    history.apply(RunEvent(time: 101, progress(0, 2)))
    #expect(history.position == 0.5)
    #expect(history.stepSeries["loss"]?.points == [SeriesPoint(x: 0.5, y: 2)])
    history.apply(RunEvent(time: 102, progress(0, 4)))
    history.apply(
      RunEvent(
        time: 103,
        .epochEnded(
          EpochSummary(
            epoch: 0, logs: ["val_loss": 3], learningRate: 0.1, seconds: 3, callbacks: [stopping])))
    )
    #expect(history.epochSeries["val_loss"]?.points == [SeriesPoint(x: 1, y: 3)])
    #expect(history.remaining(elapsed: 3) == 27)
    #expect(history.monitor?.name == "val_loss")
  }

  /// It stays among the events when nobody saw the alarm.
  @Test func aLossThatIsNoLongerFiniteIsMarkedOnce() {
    var history = started()
    for (epoch, loss) in [0.5, .nan, .nan, .infinity].enumerated() {
      history.apply(
        RunEvent(
          time: 100 + Double(epoch),
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["loss": .number(loss), "val/mAP": .number(.nan)],
              learningRate: 0.1, seconds: 1, callbacks: []))))
    }
    let warnings = history.marks.filter { $0.kind == .warning }
    #expect(warnings.map(\.text) == ["loss is nan"] && warnings.map(\.x) == [2])
  }

  @Test func aCutAndAnEditAreMarkedWhereTheyHappened() {
    var history = started()
    history.apply(RunEvent(time: 101, progress(2, 4)))
    history.apply(
      RunEvent(
        time: 102,
        .learningRateChanged(
          LearningRateChange(epoch: 2, step: 4, old: 0.1, new: 0.05, by: "ReduceLROnPlateau"))))
    var edited = stopping
    edited.patience = 9
    let request = CommandRequest(id: "1", source: "key press", .undo)
    history.apply(
      RunEvent(
        time: 103,
        .commandApplied(
          AppliedCommand(
            request: request, epoch: 2, step: 4, subject: "early_stopping.patience",
            old: .integer(3), new: .integer(9), callbacks: [edited]))))
    // The history has no ReduceLROnPlateau here; an unknown cause counts as a person.
    #expect(history.marks.map(\.kind) == [.edit, .edit])
    #expect(history.marks.map(\.x) == [3, 3])
    #expect(history.callbacks.first?.patience == 9)
    #expect(history.entries.last?.text == "patience 3 → 9 (EarlyStopping, key press)")
    #expect(history.learningRate == 0.05)
  }

  @Test func oneBestIsOneMarkHoweverManyCallbacksSawIt() {
    var history = started()
    for by in ["EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"] {
      history.apply(
        RunEvent(time: 101, .improved(epoch: 0, by: by, metric: "val_loss", value: 1)))
    }
    #expect(history.marks.count == 1)
  }

  /// A callback that could not save, or was reset, calls a value better that is between others.
  @Test(arguments: [(0.5, false), (0.9, true), (.nan, false)])
  func onlyAnExtremeValueIsABest(value: Double, isBest: Bool) {
    var history = started()
    for (epoch, earlier) in [0.4, 0.7].enumerated() {
      let summary = EpochSummary(
        epoch: epoch, logs: ["val/mAP": .number(earlier)], learningRate: 0.1, seconds: 1,
        callbacks: [])
      history.apply(RunEvent(time: 101, .epochEnded(summary)))
    }
    history.apply(
      RunEvent(time: 102, .improved(epoch: 2, by: "x", metric: "val/mAP", value: value)))
    #expect(history.marks.contains { $0.kind == .best } == isBest)
  }

  @Test func theBestOfASeriesIsItsFirstBestFinitePoint() {
    var series = Series()
    for (x, y) in [(1.0, 2.0), (2, .nan), (3, 1), (4, 1), (5, -.infinity)] {
      series.append(x: x, y: y)
    }
    #expect(series.best(.min) == SeriesPoint(x: 3, y: 1))
    #expect(series.best(.max) == SeriesPoint(x: 1, y: 2))
  }

  @Test func aVeryLongSeriesIsThinnedWithoutLosingItsExtremes() {
    var series = Series()
    for index in 0..<300_000 {
      let y = index == 123_456 ? 50 : index == 200_001 ? -50 : Double(index % 7)
      series.append(x: Double(index), y: y)
    }
    #expect(series.points.count < 40_000)
    #expect(series.best(.max) == SeriesPoint(x: 123_456, y: 50))
    #expect(series.best(.min) == SeriesPoint(x: 200_001, y: -50))
    #expect(series.last == Double(299_999 % 7))
    #expect(zip(series.points, series.points.dropFirst()).allSatisfy { $0.x < $1.x })
  }

  @Test func aLongSeriesOfNothingButGapsStaysShort() {
    var series = Series()
    for index in 0..<200_000 { series.append(x: Double(index), y: index < 10 ? 1 : .nan) }
    #expect(series.points.count < 40_000)
    #expect(series.points.first == SeriesPoint(x: 0, y: 1))
    #expect(series.points.contains { $0.y.isNaN })
  }

  @Test func reasonsAreSentences() {
    let evidence = StopReason.Evidence(
      monitor: "val/mAP", current: 0.9, best: 0.95, bestEpoch: 3, wait: 1, patience: 1)
    #expect(
      StopReason.callback(name: "EarlyStopping", epoch: 4, evidence: evidence).sentence
        == "EarlyStopping stopped it after epoch 5: val/mAP had not improved on 0.95 (epoch 4) "
        + "for 1 epoch (patience 1); the last was 0.9")
    #expect(StopReason.person(.now, via: "Ctrl-C").sentence == "stopped by Ctrl-C")
    var counted = StopReason.Evidence(monitor: "eval_loss", current: 2, wait: 4, patience: 4)
    counted.unit = "evaluations"
    func sentence() -> String {
      StopReason.callback(name: "EarlyStoppingCallback", epoch: 0, evidence: counted).sentence
    }
    #expect(sentence().contains("had not improved for 4 evaluations (patience 4)"))
    counted.wait = 1
    #expect(sentence().contains("for 1 evaluation (patience 4)"))
  }

  @Test(arguments: [["val/mAP", "val_loss", "val/mAP"], ["val_loss", "val/mAP", "val_loss"]])
  func eachMetricThatImprovesInAnEpochIsOneEvent(order: [String]) {
    var history = started()
    for epoch in 0..<2 {
      for metric in order {
        history.apply(
          RunEvent(time: 101, .improved(epoch: epoch, by: "x", metric: metric, value: 0.5)))
      }
    }
    let told = history.entries.filter { $0.mark == .best }.map(\.text)
    let once = order.prefix(2).map { "best \($0) 0.5" }
    #expect(told == once + once)
    #expect(history.marks.count { $0.kind == .best } == 4)
  }

  @Test func aCheckpointStandsWhereItWasSaved() {
    let info = RunInfo(name: "x", epochs: 3, stepsPerEpoch: 10, learningRate: 0.1, callbacks: [])
    var history = RunHistory()
    history.apply(RunEvent(time: 0, .runStarted(info)))
    history.apply(RunEvent(time: 1, .epochStarted(epoch: 1)))
    history.apply(RunEvent(time: 2, .checkpointSaved(epoch: 1, path: "a/b", step: 4)))
    history.apply(RunEvent(time: 3, .checkpointSaved(epoch: 1, path: "a/c")))
    #expect(history.marks.map(\.x) == [1.4, 2])
  }

  @Test func theRateOfAScheduleIsKeptBesideOneSetByHand() {
    let schedule = CallbackState(
      id: "learning_rate_scheduler", name: "LearningRateScheduler", role: .schedulesLearningRate)
    let info = RunInfo(
      name: "x", epochs: 3, stepsPerEpoch: 10, learningRate: 0.1, callbacks: [schedule])
    var history = RunHistory()
    func change(_ old: Double, _ new: Double, by source: String) {
      history.apply(
        RunEvent(
          time: 1,
          .learningRateChanged(
            LearningRateChange(epoch: 0, step: 5, old: old, new: new, by: source))))
    }
    history.apply(RunEvent(time: 0, .runStarted(info)))
    #expect(history.scheduledRate == nil)
    change(0.1, 0.05, by: "LearningRateScheduler")
    change(0.05, 0.2, by: "key press")
    #expect(history.scheduledRate == 0.05 && history.learningRate == 0.2)
    #expect(history.marks.map(\.kind) == [.schedule, .edit])
    #expect(history.isOffSchedule)
    // From the departure on it is a curve, which the schedule joins again.
    #expect(history.scheduledRates.points.map(\.y) == [0.05])
    change(0.2, 0.04, by: "LearningRateScheduler")
    #expect(history.scheduledRates.points.map(\.y) == [0.05] && !history.isOffSchedule)
  }

  /// A schedule that begins with the rate at the start reports no change.
  @Test func theRateOfAScheduleIsKnownBeforeItsFirstChange() {
    let schedule = CallbackState(
      id: "learning_rate_scheduler", name: "LearningRateScheduler", role: .schedulesLearningRate)
    for callbacks in [[schedule], []] {
      var history = RunHistory()
      history.apply(
        RunEvent(
          time: 0,
          .runStarted(
            RunInfo(
              name: "x", epochs: 3, stepsPerEpoch: 10, learningRate: 0.1, callbacks: callbacks))))
      history.apply(
        RunEvent(
          time: 1,
          .learningRateChanged(
            LearningRateChange(epoch: 0, step: 5, old: 0.1, new: 0.2, by: "key press"))))
      #expect(history.scheduledRate == (callbacks.isEmpty ? nil : 0.1))
      #expect(
        history.scheduledRates.points
          == (callbacks.isEmpty ? [] : [SeriesPoint(x: 0.5, y: 0.1)]))
    }
  }

  /// An evaluation may end after a later one was asked for.
  @Test func aLateValueDoesNotMakeItsCurveGoBack() {
    var history = started()
    for epoch in 0..<2 {
      history.apply(
        RunEvent(
          time: 101,
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["loss": 1], learningRate: 0.1, seconds: 1, callbacks: []))))
    }
    history.apply(
      RunEvent(
        time: 102, .measured(Measurement(epoch: 2, step: 1, by: "x", values: ["val/mAP": 0.7]))))
    history.apply(
      RunEvent(
        time: 103, .evaluated(epoch: 1, by: "x", values: ["val/mAP": 0.6], seconds: 1)))
    let points = history.epochSeries["val/mAP"]?.points ?? []
    #expect(points.map(\.y) == [0.6, 0.7])
    #expect(points.first?.x == 2 && points.map(\.x) == points.map(\.x).sorted())
  }

  @Test func eventsAreTimedWithoutPauses() {
    var history = RunHistory()
    for (time, kind) in [
      (0, RunEvent.Kind.runStarted(RunInfo(name: "run", epochs: 2))),
      (10, .message(from: "a", text: "before")), (11, .paused(epoch: 0, step: 1)),
      (100, .resumed(epoch: 0, step: 1)), (104, .message(from: "a", text: "after")),
    ] { history.apply(RunEvent(time: Double(time), kind)) }
    #expect(history.entries.compactMap(\.elapsed).first == 10)
    #expect(history.entries.last?.elapsed == 15)
    #expect(history.elapsed(at: 104) == 15)
  }
}
