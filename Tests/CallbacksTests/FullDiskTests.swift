import Foundation
import RunModel
import TestSupport
import Testing

@testable import Callbacks

/// Callbacks that save a model on a disk that is full.
@Suite struct FullDiskTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  private func checkpoint() throws -> ModelCheckpoint {
    try ModelCheckpoint(
      path: "best.safetensors", monitor: "val_loss", saveBestOnly: true, saveWeightsOnly: true)
  }

  private func backup() throws -> BackupAndRestore {
    try BackupAndRestore(
      backupDirectory: folder + "/backup", doubleCheckpoint: true, deleteCheckpoint: false)
  }

  /// Trains one epoch per value; the disk is full in some of them.
  private func train(
    _ callback: any Callback, _ values: [Double], fullIn full: Range<Int>, on stage: Stage
  ) throws {
    try stage.begin(callback)
    for (epoch, value) in values.enumerated() {
      stage.model.iterations += 1
      stage.model.weights = [[Float(epoch + 1)]]
      stage.model.hasNoRoom = full.contains(epoch)
      try stage.end(callback, epoch: epoch, Logs([("val_loss", .number(value))]))
    }
  }

  @Test func aBestModelThatIsGoneIsMissingWhereNoneWasEverSaved() throws {
    let callback = try checkpoint()
    let stage = Stage()
    try train(callback, [1, 2, 3], fullIn: 0..<3, on: stage)
    for _ in 0..<2 {
      let missing = try #require(try callback.writeWaiting(stage.training))
      #expect(missing.contains("best.safetensors") && missing.contains("epoch 1"), "\(missing)")
    }
    #expect(stage.model.saved.isEmpty)
  }

  @Test func anEarlierCheckpointStandsInForABestModelThatIsGone() throws {
    let callback = try checkpoint()
    let stage = Stage()
    try train(callback, [3, 1, 2], fullIn: 1..<2, on: stage)
    #expect(try callback.writeWaiting(stage.training) == nil)
    let warning = try #require(stage.events.last)
    #expect(
      warning
        == .warning(
          from: "ModelCheckpoint",
          text: "best.safetensors: the model of epoch 2 did not fit on the disk; the one before it "
            + "is kept"))
  }

  /// A callback of a resumed run whose previous process missed the best checkpoint, and its stage.
  private func resumedAfterAMiss() throws -> (ModelCheckpoint, Stage) {
    let callback = try checkpoint()
    try train(callback, [3, 2, 1], fullIn: 1..<3, on: Stage())
    let resumed = try checkpoint()
    let later = Stage()
    try later.begin(resumed)
    resumed.memory = callback.memory
    later.model.iterations = 3
    later.model.weights = [[3]]
    return (resumed, later)
  }

  @Test func aMissedCheckpointIsRememberedForAResumedRun() throws {
    let (resumed, later) = try resumedAfterAMiss()
    #expect(try resumed.writeWaiting(later.training) == nil)
    #expect(later.model.saved == ["best.safetensors"] && resumed.best == 1)
    // Nothing is missing any more.
    #expect(try resumed.writeWaiting(later.training) == nil)
    #expect(later.model.saved.count == 1)
  }

  @Test func aMissedCheckpointOfAResumedRunIsNeverOfOtherWeights() throws {
    let (resumed, later) = try resumedAfterAMiss()
    later.model.hasNoRoom = true
    #expect(try resumed.writeWaiting(later.training) != nil)
    later.model.hasNoRoom = false
    later.model.weights = [[1]]
    #expect(try resumed.writeWaiting(later.training)?.contains("epoch 3") == true)
    #expect(later.model.saved.isEmpty)
  }

  @Test func aLateBackupIsNeverOfTheWeightsThatTheEndPutBack() throws {
    let callback = try backup()
    let stage = Stage()
    try train(callback, [1, 1, 1], fullIn: 2..<3, on: stage)
    let saved = stage.model.saved.count
    #expect(try callback.writeWaiting(stage.training) != nil)
    stage.model.hasNoRoom = false
    stage.model.weights = [[1]]
    #expect(try callback.writeWaiting(stage.training) != nil)
    #expect(stage.model.saved.count == saved)
    stage.model.weights = [[3]]
    #expect(try callback.writeWaiting(stage.training) == nil)
    #expect(stage.model.saved.count == saved + 1)
  }

  @Test func anEarlierBackupStandsInForOneThatIsGone() throws {
    for isFirst in [true, false] {
      let callback = try backup()
      let stage = Stage()
      try train(callback, [1, 1], fullIn: isFirst ? 0..<2 : 1..<2, on: stage)
      stage.model.iterations += 1
      let missing = try callback.writeWaiting(stage.training)
      #expect((missing != nil) == isFirst, "\(missing ?? "nothing")")
      try FileManager.default.removeItem(atPath: folder + "/backup")
    }
  }

  @Test func weightsAreNotReplacedWhereTheirEpochCannotBeWritten() throws {
    let callback = try backup()
    let stage = Stage()
    try train(callback, [1], fullIn: 0..<0, on: stage)
    // A folder of that name prevents the file from being created, as a full disk would.
    let metadata = folder + "/backup/training_metadata.json"
    for name in [metadata + ".part", metadata + ".new.part"] {
      try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: true)
    }
    #expect(throws: CallbackError.self) {
      try stage.end(callback, epoch: 1, ["val_loss": 1])
    }
    #expect(stage.model.saved.count == 1)
  }

  @Test func scalarsThatWaitHaveALimit() {
    let file = ScalarFile(folder: "/dev/null/board", limit: 3)
    for step in 0..<5 { file.add(1, tag: "loss", step: Int64(step), wallTime: 0) }
    #expect(throws: (any Error).self) { try file.write() }
    #expect(file.waitingCount == 3 && file.lost == 2)
  }
}
