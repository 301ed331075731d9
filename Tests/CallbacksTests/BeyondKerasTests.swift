import Callbacks
import RunModel
import Testing

/// Extensions beyond Keras, which are off by default.
@Suite struct BeyondKerasTests {
  /// Feeds a metric, epoch by epoch, until training is to stop.
  private func feed(
    _ callback: any Callback, _ values: [Double?], named name: String = "m",
    stage: Stage = Stage()
  ) throws -> Int {
    try stage.begin(callback)
    for (epoch, value) in values.enumerated() {
      stage.model.weights = [[Float(epoch)]]
      try stage.end(callback, epoch: epoch, Logs(value.map { [(name, .number($0))] } ?? []))
      if stage.training.stopTraining { return epoch }
    }
    return values.count
  }

  // MARK: EarlyStopping

  @Test func aRelativeMinDeltaIsAShareOfTheBest() throws {
    // One per cent of 100 is 1, and of -100 as well; PyTorch's formula changes direction there.
    for (values, mode) in [
      ([100, 100.9, 101.1], MonitorMode.max), ([-100, -100.9, -101.1], .min),
    ] {
      let callback = EarlyStopping(
        monitor: "m", minDelta: 0.01, patience: 9, mode: mode,
        extras: .init(thresholdMode: .relative))
      _ = try feed(callback, values)
      #expect(callback.bestEpoch == 2)
      #expect(callback.state.valueToBeat == values[2] + 0.01 * 101.1 * (mode == .max ? 1 : -1))
    }
  }

  @Test func aTargetEndsItWhenItIsPassedAndNotBefore() throws {
    let callback = EarlyStopping(
      monitor: "m", patience: 9, mode: .max, extras: .init(stoppingThreshold: 0.9))
    #expect(try feed(callback, [0.5, 0.9, 0.91, 1]) == 2)
    #expect(callback.stopEvidence?.cause == .target)
    #expect(callback.best == 0.91)
    #expect(
      StopReason.callback(name: "EarlyStopping", epoch: 2, evidence: callback.stopEvidence).sentence
        == "EarlyStopping stopped it after epoch 3: m reached 0.91, beyond the target 0.9")
    // Also in the first epoch, where Keras's own rule never stops.
    #expect(try feed(callback, [0.95]) == 0)
    #expect(callback.state.hasStopped)
  }

  @Test(arguments: [
    (
      [0.5, 0.6, 0.7, 0.6, 0.6], 0.0,
      "m had not improved on the baseline 0.9 for 4 epochs (patience 3); "
        + "the best was 0.7 in epoch 3, the last was 0.6"
    ),
    (
      [0.5, 0.89, 0.905, 0.6], 0.01,
      "m had not improved on the baseline 0.9 for 4 epochs (patience 3, "
        + "to beat 0.91); the best was 0.905 in epoch 3, the last was 0.6"
    ),
    (
      [0.95, 0.94, 0.94, 0.94], 0.0,
      "m had not improved on 0.95 (epoch 1) for 3 epochs (patience 3); "
        + "the last was 0.94"
    ),
    (
      [0.5, 0.95, 0.94, 0.94, 0.94], 0.0,
      "m had not improved on 0.95 (epoch 2) for 3 epochs "
        + "(patience 3); the last was 0.94"
    ),
  ])
  func theReasonIsTrueWithABaseline(values: [Double], minDelta: Double, words: String) throws {
    let callback = EarlyStopping(
      monitor: "m", minDelta: minDelta, patience: 3, mode: .max, baseline: 0.9)
    let epoch = try feed(callback, values)
    let reason = StopReason.callback(
      name: "EarlyStopping", epoch: epoch, evidence: callback.stopEvidence)
    #expect(reason.sentence.hasSuffix(words), "\(reason.sentence)")
  }

  @Test func theBaselineIsToBeBeatenUntilTheLastEpochOfThePatience() throws {
    let callback = EarlyStopping(monitor: "m", patience: 3, mode: .max, baseline: 0.9)
    let stage = Stage()
    try stage.begin(callback)
    #expect(callback.state.valueToBeat == 0.9)
    try stage.end(callback, epoch: 0, ["m": 0.5])
    #expect(callback.state.valueToBeat == 0.9)
    try stage.end(callback, epoch: 1, ["m": 0.6])
    // One more epoch without improvement ends training; beating the best is enough to continue.
    #expect(callback.state.valueToBeat == 0.6)
    try stage.end(callback, epoch: 2, ["m": 0.95])
    #expect(callback.state.valueToBeat == 0.95)
  }

  @Test func divergenceEndsIt() throws {
    let callback = EarlyStopping(
      monitor: "m", patience: 9, mode: .min, extras: .init(divergenceThreshold: 10))
    #expect(try feed(callback, [1, 10, 11, 1]) == 2)
    #expect(callback.stopEvidence?.cause == .divergence)
    #expect(try feed(callback, [12]) == 0)
  }

  @Test func itWaitsForTheLearningRateToReachItsFloor() throws {
    let callback = EarlyStopping(
      monitor: "m", patience: 2, mode: .min, extras: .init(onlyAtLearningRate: 1e-4))
    let stage = Stage(model: StubModel(learningRate: 1e-3))
    #expect(try feed(callback, [1, 1, 1, 1, 1], stage: stage) == 5)
    #expect(callback.wait == 0)
    stage.model.learningRate = 1e-4
    #expect(try feed(callback, [1, 1, 1, 1, 1], stage: stage) == 2)
  }

  // MARK: ReduceLROnPlateau

  @Test func aCutCanGoBackToTheBestWeights() throws {
    let callback = try ReduceLROnPlateau(
      monitor: "m", factor: 0.5, patience: 2, mode: .min,
      extras: .init(restoresBestWeights: true))
    let stage = Stage()
    _ = try feed(callback, [2, 1, 3, 3], stage: stage)
    #expect(stage.model.weights == [[1]])
    #expect(stage.events.contains(.weightsRestored(epoch: 1, by: "ReduceLROnPlateau")))
  }

  // MARK: SmoothedMetric

  @Test func anAverageIsANewMetricForLaterCallbacks() throws {
    let stage = Stage()
    let callback = SmoothedMetric("m", .exponential(weight: 0.75))
    try stage.begin(callback)
    var seen: [Double?] = []
    for (epoch, value) in [1, 2, nil, .nan, 3].enumerated() {
      let logs = Logs(value.map { [("m", .number($0))] } ?? [])
      seen.append(try stage.end(callback, epoch: epoch, logs)["m_smoothed"])
    }
    #expect(seen == [1, 1.25, nil, nil, 1.6875])
  }

  @Test func aWindowIsTheMeanOfTheLastValues() throws {
    let stage = Stage()
    let callback = SmoothedMetric("m", name: "mean", .mean(window: 2))
    try stage.begin(callback)
    let seen = try [1.0, 2, 4, 8].enumerated().map { epoch, value in
      try stage.end(callback, epoch: epoch, Logs([("m", .number(value))]))["mean"]
    }
    #expect(seen == [1, 1.5, 3, 6])
    _ = try callback.set("window", to: .integer(3))
    #expect(throws: EditRefusal.self) { try callback.set("window", to: .integer(0)) }
  }

  // MARK: NonFiniteGuard

  @Test func ignoringHidesWhatIsNotFiniteFromLaterCallbacks() throws {
    let chain = CallbackChain([
      NonFiniteGuard(.ignore), EarlyStopping(monitor: "val_loss", patience: 2),
    ])
    let stage = Stage()
    try chain.trainBegan(stage.training)
    for (epoch, loss) in [.nan, 1, .infinity, 0.5].enumerated() {
      try chain.epochEnded(epoch, Logs([("val_loss", .number(loss))]), stage.training)
    }
    // In Keras the NaN of the first epoch would be a best value that nothing beats.
    #expect(chain.states[1].best == 0.5)
    #expect(!stage.training.stopTraining)
  }

  @Test func stoppingSaysWhatWasNotFinite() throws {
    let stage = Stage()
    let callback = NonFiniteGuard(.stop)
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, Logs([("val/mAP", .number(.nan))]))
    #expect(stage.training.stopTraining)
    #expect(
      StopReason.callback(name: "NonFiniteGuard", epoch: 0, evidence: callback.stopEvidence)
        .sentence == "NonFiniteGuard stopped it after epoch 1: val/mAP was nan")
  }

  @Test func rollingBackTakesTheBestWeightsAndASmallerRate() throws {
    let stage = Stage(model: StubModel(learningRate: 0.1))
    let callback = NonFiniteGuard(.rollBack, monitor: "val_loss", factor: 0.5, maxRollbacks: 2)
    try stage.begin(callback)
    for (epoch, loss) in [3.0, 1, 2].enumerated() {
      stage.model.weights = [[Float(epoch)]]
      try stage.end(callback, epoch: epoch, Logs([("val_loss", .number(loss))]))
    }
    func spoil() throws {
      var logs: Logs = ["loss": .number(.nan)]
      stage.model.weights = [[.nan]]
      try callback.onTrainBatchEnd(batch: 0, logs: &logs, training: stage.training)
    }
    try spoil()
    #expect(stage.model.weights == [[1]])
    #expect(stage.model.learningRate == 0.05)
    #expect(stage.model.resets == 1)
    #expect(stage.training.collectRequests().contains(.excludeBatchFromMeans))
    try spoil()
    #expect(stage.model.learningRate == 0.025)
    #expect(!stage.training.stopTraining)
    try spoil()
    #expect(stage.training.stopTraining)
    #expect(callback.stopEvidence?.cause == .notFinite)
  }

  // MARK: TimeBudget

  @Test func theTimeIsUsedUpWithoutPauses() throws {
    var seconds = 0.0
    let training = TrainingContext(
      model: StubModel(), epochs: 9, steps: 9, report: { _ in }, elapsed: { seconds })
    let callback = TimeBudget(seconds: 60)
    var logs = Logs()
    for now in [1, 59.9] {
      seconds = now
      try callback.onTrainBatchEnd(batch: 0, logs: &logs, training: training)
    }
    #expect(!training.stopTraining)
    seconds = 60
    try callback.onTrainBatchEnd(batch: 0, logs: &logs, training: training)
    #expect(training.stopTraining)
    #expect(
      StopReason.callback(name: "TimeBudget", epoch: 4, evidence: callback.stopEvidence).sentence
        == "TimeBudget stopped it after epoch 5: 60 s are used up, of 60 s")
  }

  // MARK: EvaluationCallback

  @Test func anEpochThatALaterCallbackMadeTheLastIsMeasuredAtTheEnd() throws {
    var measured = 0
    let chain = CallbackChain([
      EvaluationCallback(metric: "val/mAP", frequency: 5) {
        measured += 1
        return 0.5
      },
      LambdaCallback(onEpochEnd: { epoch, logs, training in
        #expect((logs["val/mAP"] != nil) == (epoch == 4))
        if epoch == 6 { training.stopTraining = true }
      }),
    ])
    let stage = Stage(epochs: 20)
    try chain.trainBegan(stage.training)
    for epoch in 0...6 { try chain.epochEnded(epoch, ["loss": 1], stage.training) }
    #expect(measured == 1)
    try chain.trainEnded(["loss": 1], stage.training)
    #expect(measured == 2)
    let isTold = stage.events.contains {
      if case .evaluated(epoch: 6, _, _, _) = $0 { true } else { false }
    }
    #expect(isTold)
  }
}
