import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing

/// Keras's `model_checkpoint_test.py`, by the numbers of its cases, and `backup_and_restore_test.py`.
@Suite struct CheckpointSuite {
  private let folder = TemporaryFolder()

  private func metrics() -> ScriptedLearner {
    ScriptedLearner(validation: [["loss": 0.5, "acc": 0.5, "auc": 0.5]], steps: 5)
  }

  /// Cases 1–4, 11, 12: a file appears, in a folder that was not there; cases 13–15: it does not.
  @Test(
    arguments: [
      (1, "val_loss", false, "auto", nil, true), (2, "val_loss", false, "min", nil, true),
      (3, "val_acc", false, "max", nil, true), (4, "val_acc", true, "max", nil, true),
      (11, "val_acc", true, "max", -0.01, true), (12, "val_loss", true, "auto", nil, true),
      (13, "val_loss", true, "min", 0, false), (14, "val_loss", true, "auto", 0, false),
      (15, "val_auc", true, "auto", 1, false),
    ] as [(Int, String, Bool, String, Double?, Bool)])
  func aFileIsSavedWhenItShould(
    number: Int, monitor: String, best: Bool, mode: String, threshold: Double?, isSaved: Bool
  ) throws {
    let callback = try ModelCheckpoint(
      path: folder.path + "/sub/model.safetensors", monitor: monitor, saveBestOnly: best,
      mode: try #require(MonitorMode(rawValue: mode)), initialValueThreshold: threshold)
    try Fit(metrics(), epochs: 1, [callback])
    #expect(folder.has("sub/model.safetensors") == isSaved)
  }

  /// Case 5.
  @Test func anUnknownMetricIsWarnedOfAndTheFileIsThere() throws {
    let fit = try Fit(
      metrics(), epochs: 1,
      [
        try ModelCheckpoint(
          path: folder.path + "/model.safetensors", monitor: "unknown", saveBestOnly: true,
          mode: .min)
      ])
    #expect(fit.warnings == ["Can save best model only with unknown available."])
    #expect(folder.has("model.safetensors"))
  }

  /// Cases 8a and 8b: 5 batches per epoch, every 15 batches.
  @Test(arguments: [false, true])
  func everySoManyBatchesIsCountedThroughEpochs(weightsOnly: Bool) throws {
    try Fit(
      metrics(), epochs: 10,
      [
        try ModelCheckpoint(
          path: folder.path + "/epoch{epoch:02d}.safetensors", saveWeightsOnly: weightsOnly,
          saveFrequency: .batches(15))
      ])
    let saved = (1...10).filter { folder.has("epoch\($0 < 10 ? "0" : "")\($0).safetensors") }
    #expect(saved == [3, 6, 9])
  }

  /// Cases 10a and 10b.
  @Test func theBatchIsInTheName() throws {
    let learner = ScriptedLearner(validation: [["loss": 1]], steps: 2)
    try Fit(
      learner, epochs: 5,
      [
        try ModelCheckpoint(
          path: folder.path + "/e{epoch:02d}b{batch:02d}.safetensors",
          saveFrequency: .batches(1))
      ])
    for epoch in 1...5 {
      for batch in 1...2 { #expect(folder.has("e0\(epoch)b0\(batch).safetensors")) }
    }
    #expect(!folder.has("e01b03.safetensors"))
  }

  /// test_model_checkpoint_loading.
  @Test func whatWasSavedComesBack() throws {
    let learner = metrics()
    let path = folder.path + "/model.safetensors"
    try Fit(learner, epochs: 2, [try ModelCheckpoint(path: path)])
    let other = metrics()
    _ = try other.load(from: path)
    #expect(other.weights == learner.weights)
    #expect(other.iterations == learner.iterations)
  }

  private struct Interruption: Error {}

  /// Interrupts after so many batches, or at the end of an epoch.
  private func interruption(batches: Int? = nil, epoch: Int? = nil) -> LambdaCallback {
    var seen = 0
    return LambdaCallback(
      onEpochEnd: { current, _, _ in if current == epoch { throw Interruption() } },
      onTrainBatchEnd: { _, _, _ in
        seen += 1
        if seen == batches { throw Interruption() }
      })
  }

  /// test_best_case_step.
  @Test func aBackupOfEveryBatchIsGoneOnFrom() throws {
    let learner = ScriptedLearner(steps: 3)
    let backup = folder.path + "/sub"
    let callback = try BackupAndRestore(backupDirectory: backup, saveFrequency: .batches(1))
    #expect(throws: Interruption.self) {
      try Fit(learner, epochs: 2, [callback, interruption(batches: 2)])
    }
    #expect(folder.has("sub/latest.weights.safetensors"))
    #expect(learner.iterations == 2)
    // The epoch that was interrupted starts over.
    let fit = try Fit(learner, epochs: 5, [callback])
    #expect(fit.history.epochs.last == 4)
    #expect(learner.iterations == 17)
  }

  /// test_best_case_epoch.
  @Test func aBackupOfEveryEpochIsGoneOnFrom() throws {
    let learner = ScriptedLearner(steps: 3)
    let callback = try BackupAndRestore(backupDirectory: folder.path + "/sub")
    #expect(throws: Interruption.self) {
      try Fit(learner, epochs: 6, [callback, interruption(epoch: 1)])
    }
    #expect(learner.iterations == 6)
    let fit = try Fit(learner, epochs: 5, [callback])
    #expect(fit.history.epochs == [2, 3, 4])
    #expect(learner.iterations == 15)
  }

  /// test_backup_corrupted.
  @Test func aDamagedBackupFallsBackToTheOneBefore() throws {
    let learner = ScriptedLearner(steps: 3)
    let callback = try BackupAndRestore(
      backupDirectory: folder.path + "/sub", doubleCheckpoint: true)
    #expect(throws: Interruption.self) {
      try Fit(learner, epochs: 6, [callback, interruption(epoch: 1)])
    }
    for name in ["latest.weights.safetensors", "training_metadata.json"] {
      #expect(folder.has("sub/\(name)") && folder.has("sub/\(name).bkp"))
    }
    try "0".write(
      toFile: folder.path + "/sub/latest.weights.safetensors", atomically: true, encoding: .utf8)
    let fit = try Fit(learner, epochs: 5, [callback])
    #expect(fit.history.epochs.last == 4)
    #expect(learner.iterations == 15)
    #expect(fit.warnings.count == 1)
  }

  /// test_model_deleted_case_epoch.
  @Test func theBackupIsTakenAwayAtTheEnd() throws {
    let backup = folder.path + "/sub"
    try Fit(ScriptedLearner(), epochs: 2, [try BackupAndRestore(backupDirectory: backup)])
    #expect(!folder.has("sub"))
    try Fit(
      ScriptedLearner(), epochs: 2,
      [try BackupAndRestore(backupDirectory: backup, deleteCheckpoint: false)])
    #expect(folder.has("sub/training_metadata.json"))
  }

  /// test_backup_dir_empty_error, test_backup_dir_none_error.
  @Test func aBackupNeedsAFolder() {
    #expect(throws: CallbackError("Empty `backup_dir` argument passed")) {
      try BackupAndRestore(backupDirectory: "")
    }
  }
}
