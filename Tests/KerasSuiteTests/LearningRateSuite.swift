import Callbacks
import RunModel
import Testing

/// Keras's `reduce_lr_on_plateau_test.py` and `learning_rate_scheduler_test.py`.
///
/// `test_throws_when_optimizer_has_schedule` of both has no counterpart: no optimiser here has a schedule
/// of its own.
@Suite struct LearningRateSuite {
  /// A `min_delta` of 100 makes sure that nothing improves.
  private func reducer(
    patience: Int = 1, verbose: Int = 0, cooldown: Int = 0, floor: Double = 0
  ) throws -> ReduceLROnPlateau {
    try ReduceLROnPlateau(
      monitor: "val_loss", factor: 0.1, patience: patience, verbose: verbose, minDelta: 100,
      cooldown: cooldown, minLearningRate: floor)
  }

  /// test_reduces_lr_with_model_fit.
  @Test func aPlateauLowersTheRate() throws {
    let learner = ScriptedLearner()
    try Fit(learner, epochs: 2, [try reducer()])
    #expect(learner.learningRate == 0.01)
  }

  /// test_verbose_logging.
  @Test func itSaysSo() throws {
    let fit = try Fit(ScriptedLearner(), epochs: 2, [try reducer(verbose: 1)])
    #expect(
      fit.messages.contains { $0.contains("ReduceLROnPlateau reducing learning rate to 0.01") })
  }

  /// test_honors_min_lr.
  @Test func theFloorHolds() throws {
    let learner = ScriptedLearner()
    try Fit(learner, epochs: 4, [try reducer(floor: 0.005)])
    #expect(learner.learningRate == 0.005)
  }

  /// test_cooldown.
  @Test func aCooldownSparesAnEpoch() throws {
    let learner = ScriptedLearner()
    try Fit(learner, epochs: 4, [try reducer(cooldown: 2)])
    #expect(abs(learner.learningRate - 0.001) < 1e-9)
  }

  /// test_state_reset_across_fit_calls.
  @Test func aNewFitForgetsTheOldOne() throws {
    let callback = try reducer(patience: 9, cooldown: 5)
    try Fit(ScriptedLearner(), epochs: 3, [callback])
    #expect(callback.wait == 2 && callback.best == 1)
    try Fit(ScriptedLearner(validation: []), epochs: 1, [callback])
    #expect(callback.wait == 0 && callback.best == nil && callback.cooldownCounter == 0)
  }

  /// test_updates_learning_rate.
  @Test func aScheduleSetsTheRate() throws {
    let learner = ScriptedLearner()
    try Fit(learner, epochs: 1, [LearningRateScheduler { _, _ in 0.5 }])
    #expect(learner.learningRate == 0.5)
  }

  /// test_verbose_logging of learning_rate_scheduler_test.
  @Test func aScheduleSaysSo() throws {
    let fit = try Fit(
      ScriptedLearner(), epochs: 1,
      [LearningRateScheduler(verbose: 1) { epoch, _ in 1 / Double(1 + epoch) }])
    #expect(
      fit.messages == ["Epoch 1: LearningRateScheduler setting learning rate to 1.0."])
  }

  /// test_schedule_dependent_on_previous_learning_rate.
  @Test func aScheduleGetsTheRateBefore() throws {
    let learner = ScriptedLearner(learningRate: 0.03)
    try Fit(learner, epochs: 2, [LearningRateScheduler { _, rate in rate / 2 }])
    #expect(learner.learningRate == 0.0075)
  }

  /// test_learning_rate_in_history.
  @Test func theRateIsInTheHistory() throws {
    let fit = try Fit(ScriptedLearner(), epochs: 1, [LearningRateScheduler { _, _ in 0.5 }])
    #expect(fit.history["learning_rate"] == [0.5])
  }
}
