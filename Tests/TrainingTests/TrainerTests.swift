import Callbacks
import RunModel
import Testing
import Training

@Suite struct TrainerTests {
  private func info(_ epochs: Int) -> RunInfo { RunInfo(name: "test", epochs: epochs) }

  @Test func hooksAreCalledInKerassOrder() throws {
    let log = HookLog()
    let inject = LambdaCallback(onEpochEnd: { _, logs, _ in logs["val_mAP"] = 1 })
    let trainer = Trainer(
      learner: FakeLearner([1, 2]), callbacks: [inject, log], info: info(2))
    let history = try trainer.fit()
    let epoch = [
      "batch_begin(0)", "batch_end(0) loss", "batch_begin(1)", "batch_end(1) loss", "test_begin",
      "test_batch_begin(0)", "test_batch_end(0) loss", "test_end loss",
    ]
    #expect(
      log.calls == ["train_begin", "epoch_begin(0)"] + epoch
        + ["epoch_end(0) loss,val_loss,val_mAP", "epoch_begin(1)"] + epoch
        + ["epoch_end(1) loss,val_loss,val_mAP", "train_end loss,val_loss"])
    #expect(history.epochs == [0, 1])
    #expect(history["val_mAP"] == [1, 1])
    // Means are weighted by examples: (0·1 + 1·2) / 3, in 32 bits.
    #expect(history["loss"] == [Double(Float(2.0 / 3)), Double(Float(2.0 / 3))])
  }

  @Test func earlyStoppingEndsItWithTheReasonAndRestoresTheBestWeights() throws {
    var events: [RunEvent.Kind] = []
    let learner = FakeLearner([3, 1, 2, 2, 2, 2])
    let trainer = Trainer(
      learner: learner,
      callbacks: [EarlyStopping(monitor: "val_loss", patience: 2, restoreBestWeights: true)],
      info: info(6)
    ) { events.append($0) }
    try trainer.fit()
    guard case .runEnded(let end) = events.last else {
      Issue.record("the last event is \(String(describing: events.last))")
      return
    }
    #expect(end.epochs == 4)
    #expect(end.restoredEpoch == 1)
    // Two steps per epoch, two epochs.
    #expect(learner.weights == [[4]])
    #expect(
      end.reason
        == .callback(
          name: "EarlyStopping", epoch: 3,
          evidence: StopReason.Evidence(
            monitor: "val_loss", current: 2, best: 1, bestEpoch: 1, wait: 2, patience: 2,
            threshold: 1)))
  }

  @Test func stopTrainingInABatchEndsTheEpochThereAndStillValidates() throws {
    let log = HookLog()
    let stop = LambdaCallback(onTrainBatchEnd: { batch, _, training in
      if batch == 0 { training.stopTraining = true }
    })
    let learner = FakeLearner([1, 1], steps: 5)
    try Trainer(learner: learner, callbacks: [stop, log], info: info(2)).fit()
    #expect(learner.trained == 1)
    #expect(log.calls.contains("test_begin"))
    #expect(log.calls.last == "train_end loss,val_loss")
    #expect(log.calls.count { $0.hasPrefix("epoch_end") } == 1)
  }

  @Test func anErrorEndsItWithoutTrainEnd() throws {
    struct Broken: Error {}
    let log = HookLog()
    var events: [RunEvent.Kind] = []
    let broken = LambdaCallback(onEpochEnd: { _, _, _ in throw Broken() })
    let trainer = Trainer(
      learner: FakeLearner([1]), callbacks: [broken, log], info: info(1)
    ) { events.append($0) }
    #expect(throws: Broken.self) { try trainer.fit() }
    #expect(!log.calls.contains { $0.hasPrefix("train_end") })
    guard case .runEnded(let end) = events.last, case .failed = end.reason else {
      Issue.record("the failure is not told")
      return
    }
  }
}
