import Callbacks
import Foundation
import RunModel
import TensorBoardFiles
import TestSupport
import Testing

/// The cases of Keras's `tensorboard_test.py` that concern scalars, and cases of our own.
@Suite final class TensorBoardTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path("board") }

  private let model = StubModel()

  /// Calls the hooks as a trainer does: two steps per epoch, with validation.
  private func fit(
    _ callback: any Callback, epochs: Int = 1, validates: Bool = true, logs added: Logs = [:],
    learningRate: Float = 0.5
  ) throws {
    model.learningRate = learningRate
    let training = TrainingContext(model: model, epochs: epochs, steps: 2)
    let chain = CallbackChain([callback])
    try chain.trainBegan(training)
    for epoch in 0..<epochs {
      try chain.epochBegan(epoch, training)
      for batch in 0..<2 {
        try chain.batchBegan(batch, training)
        model.iterations += 1
        try chain.batchEnded(batch, ["loss": 0.25], training)
      }
      var logs: Logs = ["loss": 0.25]
      if validates {
        try chain.testBegan(training)
        try chain.testEnded(["loss": 0.75], training)
        logs["val_loss"] = 0.75
      }
      logs.update(added)
      try chain.epochEnded(epoch, logs, training)
    }
    try chain.trainEnded(["loss": 0.25], training)
  }

  private struct Scalar: Hashable {
    var tag: String
    var step: Int64
    var value: Double

    init(_ tag: String, _ step: Int64, _ value: Double) {
      (self.tag, self.step, self.value) = (tag, step, value)
    }
  }

  private func files(_ part: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []).sorted()
  }

  private func scalars(_ part: String) throws -> [Scalar] {
    try files(part).flatMap { name in
      let reader = try EventFileReader(path: "\(folder)/\(part)/\(name)")
      let points = try reader.readAll()
      #expect(reader.damage.isEmpty && reader.fileVersion == "brain.Event:2")
      return (0..<points.count).map {
        Scalar(reader.tags[Int(points.tags[$0])], points.steps[$0], points.values[$0])
      }
    }
  }

  private func tags(_ part: String) throws -> Set<String> { Set(try scalars(part).map(\.tag)) }

  @Test func aFitWritesKerassTagsForTrainingAndValidation() throws {
    try fit(TensorBoard(logDirectory: folder), epochs: 2)
    #expect(
      try scalars("train") == [
        Scalar("epoch_loss", 0, 0.25), Scalar("epoch_learning_rate", 0, 0.5),
        Scalar("epoch_loss", 1, 0.25), Scalar("epoch_learning_rate", 1, 0.5),
      ])
    #expect(
      try scalars("validation") == [
        Scalar("evaluation_loss_vs_iterations", 2, 0.75), Scalar("epoch_loss", 0, 0.75),
        Scalar("evaluation_loss_vs_iterations", 4, 0.75), Scalar("epoch_loss", 1, 0.75),
      ])
  }

  @Test func twoFitsInARowWriteTheSameTagsAndIterationsGoOn() throws {
    let callback = TensorBoard(logDirectory: folder, updateFrequency: .batches(1))
    try fit(callback)
    try fit(callback)
    #expect(files("train").count == 2)
    #expect(try tags("train") == ["epoch_loss", "epoch_learning_rate", "batch_loss"])
    #expect(try tags("validation") == ["epoch_loss", "evaluation_loss_vs_iterations"])
    #expect(
      try scalars("validation").filter { $0.tag.hasPrefix("evaluation") }.map(\.step).sorted()
        == [2, 4])
    #expect(try scalars("train").filter { $0.tag == "batch_loss" }.map(\.step) == [1, 2, 1, 2])
  }

  @Test func noFileIsMadeThatNothingIsWrittenTo() throws {
    let callback = TensorBoard(logDirectory: folder, updateFrequency: .batches(100))
    try fit(callback, epochs: 0)
    #expect(!FileManager.default.fileExists(atPath: folder))
    try fit(callback, validates: false)
    #expect(files("train").count == 1)
    #expect(files("validation").isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["train"])
  }

  @Test func batchesAreWrittenAtEveryMultipleOfTheFrequency() throws {
    try fit(TensorBoard(logDirectory: folder, updateFrequency: .batches(3)), epochs: 4)
    let batches = try scalars("train").filter { $0.tag.hasPrefix("batch_") }
    #expect(batches == [Scalar("batch_loss", 3, 0.25), Scalar("batch_loss", 6, 0.25)])
  }

  @Test func stepsPerSecondAreWrittenWhenAskedFor() throws {
    try fit(
      TensorBoard(
        logDirectory: folder, writeStepsPerSecond: true, updateFrequency: .batches(1)))
    #expect(
      try tags("train") == [
        "epoch_loss", "epoch_learning_rate", "batch_loss", "epoch_steps_per_second",
        "batch_steps_per_second",
      ])
    let speeds = try scalars("train").filter { $0.tag.hasSuffix("steps_per_second") }
    #expect(speeds.count == 3 && speeds.allSatisfy { $0.value > 0 && $0.value.isFinite })
  }

  @Test func batchSpeedIsNotWrittenWithEpochsOnly() throws {
    try fit(TensorBoard(logDirectory: folder, writeStepsPerSecond: true))
    #expect(
      try tags("train") == ["epoch_loss", "epoch_learning_rate", "epoch_steps_per_second"])
  }

  @Test func theSharedLogsStayAsTheyWere() throws {
    let stage = Stage()
    let callback = TensorBoard(logDirectory: folder, writeStepsPerSecond: true)
    try stage.begin(callback)
    let logs: Logs = ["loss": 1, "val_loss": 2]
    #expect(try stage.end(callback, epoch: 0, logs) == logs)
    #expect(try stage.end(callback, epoch: 1, [:]) == [:])
    #expect(try scalars("train").allSatisfy { $0.step == 0 })
  }

  @Test func injectedMetricsGoWhereTheirNamesSay() throws {
    let added: Logs = [
      "val/mAP": 0.5, "val_mAP": 0.125, "AP": .list([0.1, 0.2]), "note": "words", "none": .none,
      "count": 3, "single": .single(0.1), "learning_rate": 9,
    ]
    try fit(TensorBoard(logDirectory: folder), logs: added)
    #expect(
      Set(try scalars("train")) == [
        Scalar("epoch_loss", 0, 0.25), Scalar("epoch_learning_rate", 0, 0.5),
        Scalar("epoch_val/mAP", 0, 0.5), Scalar("epoch_count", 0, 3),
        Scalar("epoch_single", 0, Double(Float(0.1))),
      ])
    #expect(try scalars("validation").contains(Scalar("epoch_mAP", 0, 0.125)))
  }

  @Test func valuesAreKeptIn32BitsAndNaNIsWritten() throws {
    try fit(TensorBoard(logDirectory: folder), logs: ["loss": .number(.nan), "mae": 0.1])
    let values = Dictionary(
      uniqueKeysWithValues: try scalars("train").map { ($0.tag, $0.value) })
    #expect(values["epoch_loss"]?.isNaN == true)
    #expect(values["epoch_mae"] == Double(Float(0.1)))
  }

  @Test func whatAnEpochBroughtIsOnDiskAtItsEnd() throws {
    let stage = Stage()
    let callback = TensorBoard(logDirectory: folder)
    try stage.begin(callback)
    for epoch in 0..<3 {
      try stage.end(callback, epoch: epoch, ["loss": 1, "val_loss": 2])
      #expect(try scalars("train").count == 2 * (epoch + 1))
      #expect(try scalars("validation").count == epoch + 1)
    }
  }

  @Test func wallTimesAreNow() throws {
    let before = Date().timeIntervalSince1970
    try fit(TensorBoard(logDirectory: folder))
    let after = Date().timeIntervalSince1970
    let name = try #require(files("train").first)
    let points = try EventFileReader(path: "\(folder)/train/\(name)").readAll()
    #expect(points.wallTimes.allSatisfy { before...after ~= $0 })
  }

  @Test func itsStateCountsAndItsFrequencyCanBeChanged() throws {
    let callback = TensorBoard(logDirectory: folder + "/tensorboard/")
    #expect(callback.state.summary == "0 scalars → tensorboard/")
    try fit(callback, epochs: 9)
    #expect(callback.state.summary == "36 scalars → tensorboard/")
    #expect(callback.state.id == "tensorboard" && callback.state.name == "TensorBoard")
    #expect(try callback.set("update_freq", to: .integer(5)) == .text("epoch"))
    #expect(try callback.set("update_freq", to: .text("epoch")) == .integer(5))
    #expect(throws: EditRefusal.self) { try callback.set("update_freq", to: .integer(-1)) }
    #expect(throws: EditRefusal.self) { try callback.set("log_dir", to: .text("x")) }
  }

  @Test func aFolderThatCannotBeMadeEndsTrainingWithItsName() {
    #expect {
      try self.fit(TensorBoard(logDirectory: "/dev/null/x"))
    } throws: { "\($0)" == "/dev/null/x: the folder cannot be made: not a directory" }
  }
}
