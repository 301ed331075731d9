import Callbacks
import RunModel
import Testing

/// Keras's `early_stopping_test.py` and `monitor_callback_test.py`.
@Suite struct EarlyStoppingSuite {
  private static func losses(_ values: [Double]) -> [[String: Double]] {
    values.map { ["loss": $0] }
  }

  /// test_early_stopping, test_monitor_op_logic.
  @Test(arguments: [
    ("max", "val_mse", Direction.max), ("min", "val_loss", .min), ("auto", "val_mse", .min),
    ("auto", "loss", .min), ("auto", "acc", .max), ("auto", "val_accuracy", .max),
    ("auto", "hinge", .min), ("auto", "f1_score", .max),
  ])
  func theDirectionFollowsModeAndMetric(mode: String, monitor: String, direction: Direction) throws
  {
    let learner = ScriptedLearner(validation: [
      ["loss": 1, "mse": 1, "accuracy": 1, "acc": 1, "hinge": 1, "f1_score": 1]
    ])
    let callback = EarlyStopping(
      monitor: monitor, patience: 0, mode: try #require(MonitorMode(rawValue: mode)))
    try Fit(learner, epochs: 2, [callback])
    #expect(callback.state.direction == direction)
  }

  /// test_early_stopping, test_monitor_op_logic: the last case.
  @Test func autoCannotKnowAnUnknownMetric() {
    let learner = ScriptedLearner(validation: [["unknown": 1]])
    #expect(throws: CallbackError.self) {
      try Fit(learner, epochs: 1, [EarlyStopping(monitor: "val_unknown")])
    }
  }

  /// test_min_delta of monitor_callback_test.
  @Test(arguments: [(0.75, 0.0, true), (0.5, 0, false), (0.2, 0.5, false)])
  func anImprovementIsOneOfMoreThanMinDelta(value: Double, best: Double, counts: Bool) throws {
    let learner = ScriptedLearner(validation: [["m": best], ["m": value]])
    let callback = EarlyStopping(monitor: "val_m", minDelta: 0.5, patience: 9, mode: .max)
    try Fit(learner, epochs: 2, [callback])
    #expect((callback.best == value) == counts)
  }

  /// test_early_stopping_patience.
  @Test(arguments: 0..<4)
  func patienceEndsItAtTheSameEpoch(patience: Int) throws {
    let learner = ScriptedLearner(
      validation: Self.losses([10, 9, 8, 9, 8.9, 8.8, 8.7, 8.6, 8.5]))
    let callback = EarlyStopping(patience: patience)
    try Fit(learner, epochs: 9, [callback])
    #expect(callback.stoppedEpoch == max(patience, 1) + 2)
  }

  /// test_early_stopping_reuse.
  @Test func anInstanceServesTwoFits() throws {
    let callback = EarlyStopping(monitor: "val_loss", patience: 3)
    for _ in 0..<2 {
      let fit = try Fit(
        ScriptedLearner(validation: Self.losses([1, 2, 2, 2, 2, 2, 2])), epochs: 20, [callback])
      #expect(fit.epochs >= 3)
    }
  }

  /// test_state_reset_across_fit_calls.
  @Test func aNewFitForgetsTheOldOne() throws {
    let callback = EarlyStopping(monitor: "val_loss", patience: 1, restoreBestWeights: true)
    try Fit(ScriptedLearner(validation: Self.losses([1, 2, 3])), epochs: 5, [callback])
    #expect(callback.best == 1 && callback.stoppedEpoch == 1)
    try Fit(ScriptedLearner(validation: []), epochs: 1, [callback])
    #expect(callback.best == nil && callback.wait == 0)
    #expect(callback.stoppedEpoch == 0 && callback.bestEpoch == 0)
    #expect(callback.memory.weights == nil)
  }

  /// test_early_stopping_with_baseline.
  @Test func withABaselineItStillBearsPatience() throws {
    let callback = EarlyStopping(monitor: "val_acc", patience: 3, baseline: 0.75)
    let fit = try Fit(ScriptedLearner(validation: [["acc": 0.5]]), epochs: 20, [callback])
    #expect(fit.epochs >= 3)
  }

  /// test_early_stopping_final_weights_when_restoring_model_weights: three scenarios.
  @Test func theBestEpochsWeightsAreLeft() throws {
    // Epoch 2 has the best loss; each epoch is one step, so its weights are 3.
    let best = ScriptedLearner(validation: Self.losses([0.2, 0.15, 0.1, 0.11, 0.12]))
    try Fit(best, epochs: 5, [EarlyStopping(patience: 2, restoreBestWeights: true)])
    #expect(best.weights == [[3]])
    // No epoch beats the baseline.
    let baseline = ScriptedLearner(validation: Self.losses([0.9, 0.8, 0.7, 0.71, 0.72, 0.73]))
    let fit = try Fit(
      baseline, epochs: 10,
      [EarlyStopping(patience: 5, baseline: 0.5, restoreBestWeights: true)])
    #expect(fit.epochs == 5)
    #expect(baseline.weights == [[3]])
    // Another callback ends it.
    let other = ScriptedLearner(validation: Self.losses([0.2, 0.15, 0.1, 0.11, 0.12]))
    let cut = try Fit(
      other, epochs: 5,
      [
        EarlyStopping(patience: 5, restoreBestWeights: true),
        LambdaCallback(onEpochEnd: { epoch, _, training in
          if epoch == 3 { training.stopTraining = true }
        }),
      ])
    #expect(cut.epochs == 4)
    #expect(other.weights == [[3]])
  }

  /// test_early_stopping_with_start_from_epoch.
  @Test(arguments: [(3, 5), (0, 5)])
  func nothingCountsBeforeTheStart(patience: Int, start: Int) throws {
    let callback = EarlyStopping(
      monitor: "val_loss", patience: patience, startFromEpoch: start)
    let fit = try Fit(
      ScriptedLearner(validation: Self.losses([1, 2, 2])), epochs: 20, [callback])
    #expect(fit.epochs >= patience + start)
  }
}
