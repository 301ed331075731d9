import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing

/// Keras's `lambda_callback_test.py`, `csv_logger_test.py`, `terminate_on_nan_test.py`, `callback_test.py`,
/// the callback cases of `trainer_test.py`, and those of tf-keras's `callbacks_test.py` that it lacks.
@Suite struct HooksSuite {
  private let folder = TemporaryFolder()

  /// test_lambda_callback, test_lambda_callback_with_batches, test_lambda_callback_with_kwargs.
  @Test func closuresAreCalledAtTheirHooks() throws {
    var calls: [String] = []
    let callback = LambdaCallback(
      onEpochBegin: { epoch, _, _ in calls.append("epoch \(epoch)") },
      onEpochEnd: { epoch, _, _ in calls.append("epoch \(epoch) ends") },
      onTrainBegin: { _, _ in calls.append("train") },
      onTrainEnd: { _, _ in calls.append("train ends") },
      onTrainBatchBegin: { batch, _, _ in calls.append("batch \(batch)") },
      onTrainBatchEnd: { batch, _, _ in calls.append("batch \(batch) ends") },
      onTestBegin: { _, _ in calls.append("test") },
      onTestEnd: { _, _ in calls.append("test ends") }
    )
    try Fit(ScriptedLearner(steps: 2), epochs: 1, [callback])
    #expect(
      calls == [
        "train", "epoch 0", "batch 0", "batch 0 ends", "batch 1", "batch 1 ends", "test",
        "test ends", "epoch 0 ends", "train ends",
      ])
  }

  /// test_lambda_callback_no_args.
  @Test func withoutClosuresNothingHappens() throws {
    #expect(try Fit(ScriptedLearner(), epochs: 1, [LambdaCallback()]).epochs == 1)
  }

  /// test_CSVLogger.
  @Test func theLogIsWrittenContinuedAndUsedAgain() throws {
    let path = folder.path("log.tsv")
    func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
    let first = CSVLogger(path: path, separator: "\t")
    try Fit(ScriptedLearner(), epochs: 1, [first])
    #expect(try text().contains("epoch\tloss\tval_loss\tval_weight\r\n"))
    // Continued: no second header. Used again: the same.
    let second = CSVLogger(path: path, separator: "\t", append: true)
    try Fit(ScriptedLearner(), epochs: 1, [second])
    try Fit(ScriptedLearner(), epochs: 2, [second])
    let lines = try text().split(separator: "\r\n")
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0.split(separator: "\t").count == 4 })
    #expect(try text().components(separatedBy: "epoch").count == 2)
  }

  /// test_CSVLogger: validation every third epoch leaves NA in the others.
  @Test func aMetricOfEveryThirdEpochIsNAInTheOthers() throws {
    let path = folder.path("log.csv")
    let learner = ScriptedLearner(validation: [])
    let fit = try Fit(
      learner, epochs: 5,
      [
        EvaluationCallback(metric: "val_score", frequency: 3) { Double(learner.iterations) },
        CSVLogger(path: path),
      ])
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    // As in Keras the columns are those of the first epoch, where the metric was missing.
    #expect(rows[0] == ["epoch", "loss", "val_loss"])
    #expect(rows.dropFirst().allSatisfy { $0[2] == "NA" })
    #expect(fit.history["val_score"] == [3, 5])
  }

  /// test_stop_training_csv.
  @Test func aTerminatedRunsLogIsWhole() throws {
    let path = folder.path("log.csv")
    let learner = ScriptedLearner(steps: 2) { epoch, step in
      epoch == 1 && step == 1 ? .nan : 1
    }
    try Fit(learner, epochs: 20, [TerminateOnNaN(), CSVLogger(path: path)])
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines.last?.contains("nan") == true)
  }

  /// test_TerminateOnNaN, test_terminate_on_nan_graceful_stop.
  @Test(arguments: [Double.nan, .infinity])
  func aLossThatIsNotFiniteEndsItInTheFirstEpoch(loss: Double) throws {
    let fit = try Fit(ScriptedLearner { _, _ in loss }, epochs: 20, [TerminateOnNaN()])
    #expect(fit.history["loss"]?.count == 1)
    #expect(fit.messages == ["Batch 0: Invalid loss, terminating training"])
  }

  /// Three cases of raising, by their names.
  ///
  /// test_terminate_on_nan_raise_error_raises_error, test_raise_error_terminate_stops_on_later_batch,
  /// test_raise_error_terminate_does_not_trigger_on_train_end
  @Test func raisingEndsItWithoutTrainEnd() throws {
    var hasEnded = false
    let learner = ScriptedLearner(steps: 2) { _, step in step == 1 ? .infinity : 1 }
    let error = #expect(throws: CallbackError.self) {
      try Fit(
        learner, epochs: 1,
        [
          LambdaCallback(onTrainEnd: { _, _ in hasEnded = true }),
          TerminateOnNaN(raiseError: true),
        ])
    }
    #expect(error?.message.hasPrefix("NaN or Inf loss encountered at batch 1.") == true)
    #expect(!hasEnded)
  }

  /// test_raise_error_terminate_preserves_backup.
  @Test func raisingLeavesABackup() throws {
    let learner = ScriptedLearner { epoch, _ in epoch == 1 ? .nan : 1 }
    #expect(throws: CallbackError.self) {
      try Fit(
        learner, epochs: 3,
        [
          try BackupAndRestore(backupDirectory: folder.path + "/sub"),
          TerminateOnNaN(raiseError: true),
        ])
    }
    #expect(folder.has("sub/latest.weights.safetensors"))
  }

  /// test_normal_training_does_not_raise.
  @Test(arguments: [false, true])
  func finiteLossesAreLeftAlone(raises: Bool) throws {
    let fit = try Fit(ScriptedLearner(), epochs: 2, [TerminateOnNaN(raiseError: raises)])
    #expect(fit.history["loss"]?.count == 2)
  }

  /// test_model_state_is_current_on_epoch_end, test_callbacks_can_update_state_at_batch_boundary.
  @Test func theModelIsCurrentInABatchHookAndCanBeChangedThere() throws {
    let learner = ScriptedLearner(steps: 4)
    try Fit(
      learner, epochs: 1,
      [
        LambdaCallback(onTrainBatchEnd: { batch, _, training in
          #expect(training.model.iterations == batch + 1)
          training.model.weights = [[Float(100 * batch)]]
        })
      ])
    #expect(learner.weights == [[300]])
  }

  /// test_callback_methods_keys.
  @Test func eachHookHasItsKeys() throws {
    var keys: [String: [String]] = [:]
    func note(_ hook: String) -> LambdaCallback.Hook { { logs, _ in keys[hook] = logs.names } }
    func noteNumbered(_ hook: String) -> LambdaCallback.NumberedHook {
      { _, logs, _ in keys[hook] = logs.names }
    }
    try Fit(
      ScriptedLearner(), epochs: 1,
      [
        LambdaCallback(
          onEpochBegin: noteNumbered("epoch begin"), onEpochEnd: noteNumbered("epoch end"),
          onTrainBegin: note("train begin"), onTrainEnd: note("train end"),
          onTrainBatchBegin: noteNumbered("batch begin"),
          onTrainBatchEnd: noteNumbered("batch end"), onTestBegin: note("test begin"),
          onTestEnd: note("test end"))
      ])
    let all = ["loss", "val_loss", "val_weight"]
    #expect(
      keys == [
        "train begin": [], "train end": all, "epoch begin": [], "epoch end": all,
        "batch begin": [], "batch end": ["loss"], "test begin": [], "test end": ["loss", "weight"],
      ])
  }

  /// test_stop_loop, test_stop_training_batch_level of tf-keras.
  @Test func stoppingInABatchEndsTheLoopThere() throws {
    let learner = ScriptedLearner(steps: 5)
    let fit = try Fit(
      learner, epochs: 100,
      [
        LambdaCallback(onTrainBatchEnd: { batch, _, training in
          if batch == 2 { training.stopTraining = true }
        })
      ])
    #expect(learner.iterations == 3)
    #expect(fit.epochs == 1)
  }

  /// test_logs_conversion of tf-keras: all callbacks see the changes of each.
  @Test func whatOneWritesTheOthersSee() throws {
    var seen: [Double?] = []
    let reader = LambdaCallback(onEpochEnd: { _, logs, _ in seen.append(logs["mine"]) })
    let writer = LambdaCallback(onEpochEnd: { _, logs, _ in logs["mine"] = 7 })
    let fit = try Fit(ScriptedLearner(), epochs: 1, [reader, writer, reader])
    #expect(seen == [nil, 7])
    #expect(fit.history["mine"] == [7])
  }

  /// test_ReduceLROnPlateau_patience of tf-keras.
  @Test func theRateFallsAfterPatienceEpochs() throws {
    let learner = ScriptedLearner(
      validation: [0.0860, 0.1096, 0.1040].map { ["loss": $0] }, learningRate: 1)
    let fit = try Fit(
      learner, epochs: 3,
      [
        LambdaCallback(onEpochEnd: { _, logs, training in
          logs["rate"] = Double(training.model.learningRate)
        }), try ReduceLROnPlateau(monitor: "val_loss", patience: 2),
      ])
    #expect(fit.history["rate"] == [1, 1, 1])
    #expect(learner.learningRate < 1)
  }

  /// test_built_in_callback_order of tf-keras.
  @Test func theHistoryStandsAfterTheCallersCallbacks() throws {
    let fit = try Fit(
      ScriptedLearner(), epochs: 1,
      [LambdaCallback(onEpochEnd: { _, logs, _ in logs["late"] = 1 })])
    #expect(fit.history["late"] == [1])
  }
}
