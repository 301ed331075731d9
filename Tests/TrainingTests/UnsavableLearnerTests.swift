import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing
import Training

/// Learners without a file, and those that leave out what they need.
@Suite struct UnsavableLearnerTests {
  /// The smallest possible learner.
  private final class SmallLearner: Learner {
    var learningRate: Float = 0.1
    var weights: [[Float]] = [[0]]
    var averagedWeights: [[Float]]?
    var usesAverage = false
    var iterations = 0
    let stepsPerEpoch = 1
    let validationSteps: Int

    init(validationSteps: Int = 0) { self.validationSteps = validationSteps }

    func resetOptimizer() {}

    func trainStep(_ step: Int) throws -> StepMetrics {
      iterations += 1
      weights[0][0] -= 1
      return StepMetrics(samples: 1, ["loss": Double(iterations)])
    }
  }

  private final class Told { var events: [RunEvent.Kind] = [] }

  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  @Test func aCallbackThatWritesTheModelRefusesBeforeTheFirstStep() throws {
    let backup = folder + "/backup"
    try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
    let kept = backup + "/training_metadata.json"
    try "{\"epoch\": 3}".write(toFile: kept, atomically: true, encoding: .utf8)
    let callbacks: [any Callback] = [
      try ModelCheckpoint(path: folder + "/new/a.safetensors", monitor: "loss"),
      try BackupAndRestore(backupDirectory: backup),
    ]
    for callback in callbacks {
      let learner = SmallLearner()
      let told = Told()
      let error = #expect(throws: CallbackError.self) {
        try Trainer(
          learner: learner, callbacks: [callback], info: RunInfo(name: "x", epochs: 5)
        ) { told.events.append($0) }.fit()
      }
      #expect(
        error?.message == "\(callback.name) needs a model that can be saved, which SmallLearner "
          + "is not; leave \(callback.name) out")
      #expect(learner.iterations == 0)
      #expect(!told.events.contains { if case .checkpointSaved = $0 { true } else { false } })
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["backup"])
    #expect(FileManager.default.fileExists(atPath: kept))
  }

  @Test func aRunThatCannotBeResumedSaysSoOnceAndGoesOn() throws {
    let learner = SmallLearner()
    let told = Told()
    let keeper = ResumeKeeper(folder: folder) { _, _ in }
    try Trainer(
      learner: learner, callbacks: [], info: RunInfo(name: "x", epochs: 3), keeper: keeper
    ) { told.events.append($0) }.fit()
    #expect(learner.iterations == 3)
    let warnings = told.events.compactMap { event in
      if case .warning(_, let text) = event { text } else { nil }
    }
    #expect(
      warnings == [
        "SmallLearner is not a model that can be saved; this run cannot be resumed from epoch 2"
      ])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func theBestWeightsComeBackWithoutAFile() throws {
    let learner = SmallLearner()
    try Trainer(
      learner: learner,
      callbacks: [
        EarlyStopping(monitor: "loss", patience: 2, mode: .min, restoreBestWeights: true)
      ], info: RunInfo(name: "x", epochs: 9)
    ).fit()
    #expect(learner.iterations == 3)
    #expect(learner.weights == [[-1]])
  }

  @Test func validationStepsWithoutAValidationStepAreAnError() {
    let error = #expect(throws: CallbackError.self) {
      try Trainer(
        learner: SmallLearner(validationSteps: 2), callbacks: [],
        info: RunInfo(name: "x", epochs: 1)
      ).fit()
    }
    #expect(error?.message == "SmallLearner has validation steps but no validationStep")
  }
}
