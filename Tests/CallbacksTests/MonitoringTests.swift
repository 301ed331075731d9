import Callbacks
import RunModel
import Testing

@Suite struct MonitoringTests {
  @Test(arguments: [(-1, 3), (0, 3), (1, 3), (2, 4), (3, 5)])
  func patienceEndsTrainingWhereKerasDoes(patience: Int, stoppedEpoch: Int) throws {
    let callback = EarlyStopping(monitor: "loss", patience: patience)
    let stage = Stage()
    try stage.begin(callback)
    for (epoch, loss) in [10, 9, 8, 9, 8.9, 8.8, 8.7, 8.6, 8.5].enumerated() {
      try stage.end(callback, epoch: epoch, Logs([("loss", .number(loss))]))
      if stage.training.stopTraining { break }
    }
    #expect(callback.stoppedEpoch == stoppedEpoch)
  }

  @Test func autoKnowsLossesAndTheModelsOwnMetricsAndNothingElse() throws {
    for (metric, direction) in [("loss", Direction.min), ("val_loss", .min), ("accuracy", .max)] {
      let callback = EarlyStopping(monitor: metric)
      try Stage().end(callback, epoch: 0, Logs([(metric, .number(1))]))
      #expect(callback.state.direction == direction)
    }
    let callback = ReduceLROnPlateauCase.make(monitor: "val/mAP")
    #expect {
      try Stage().end(callback, epoch: 0, ["val/mAP": 1.0])
    } throws: {
      "\($0)".contains("cannot tell whether a larger or a smaller val/mAP is better")
    }
  }

  @Test func aMissingMetricIsSaidOnceAndCountsNothing() throws {
    let callback = EarlyStopping(monitor: "val_loss", patience: 1)
    let stage = Stage()
    try stage.begin(callback)
    for epoch in 0..<5 { try stage.end(callback, epoch: epoch, ["accuracy": 0.5, "loss": 1.0]) }
    #expect(callback.wait == 0)
    #expect(
      stage.events == [
        .warning(
          from: "EarlyStopping",
          text: "Early stopping conditioned on metric `val_loss` which is not available. "
            + "Available metrics are: accuracy,loss")
      ])
  }

  @Test func patienceChangedWhileItWaitsDecidesTheNextEpoch() throws {
    let callback = EarlyStopping(monitor: "loss", patience: 2)
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, ["loss": 1.0])
    try stage.end(callback, epoch: 1, ["loss": 1.0])
    #expect(try callback.set("patience", to: .integer(5)) == .integer(2))
    try stage.end(callback, epoch: 2, ["loss": 1.0])
    #expect(!stage.training.stopTraining)
    _ = try callback.set("patience", to: .integer(3))
    try stage.end(callback, epoch: 3, ["loss": 1.0])
    #expect(stage.training.stopTraining)
    #expect(callback.stopEvidence?.wait == 3)
  }

  @Test func minDeltaKeepsItsMeaningWhenItIsChangedInMinMode() throws {
    let callback = EarlyStopping(monitor: "loss", patience: 9)
    let stage = Stage()
    try stage.begin(callback)
    try stage.end(callback, epoch: 0, ["loss": 1.0])
    _ = try callback.set("min_delta", to: .number(0.5))
    #expect(callback.state.valueToBeat == 0.5)
    try stage.end(callback, epoch: 1, ["loss": 0.6])
    #expect(callback.wait == 1)
    try stage.end(callback, epoch: 2, ["loss": 0.4])
    #expect(callback.wait == 0)
  }

  @Test(arguments: [
    ("patience", ParameterValue.integer(-1)), ("patience", .number(1.5)), ("min_delta", .text("x")),
    ("baseline", .number(.nan)), ("restore_best_weights", .integer(1)), ("color", .integer(1)),
  ])
  func whatDoesNotFitIsRefusedAndChangesNothing(field: String, value: ParameterValue) {
    let callback = EarlyStopping(patience: 3)
    let before = callback.state
    #expect(throws: EditRefusal.self) { try callback.set(field, to: value) }
    #expect(callback.state == before)
  }

  @Test func theNextLearningRateIsShownAndIsNoneAtTheFloor() throws {
    let callback = try ReduceLROnPlateau(
      monitor: "loss", factor: 0.5, patience: 1, minLearningRate: 0.05)
    let stage = Stage(model: StubModel(learningRate: 0.1))
    try stage.begin(callback)
    #expect(callback.state.nextLearningRate == max(Double(Float(0.1)) * 0.5, 0.05))
    for epoch in 0..<3 { try stage.end(callback, epoch: epoch, ["loss": 1.0]) }
    #expect(callback.state.nextLearningRate == nil)
  }

  /// From Keras's own runs: a constant metric, factor 0.5; the epochs whose end cuts the rate.
  @Test(arguments: [
    (0, 0, [1, 2, 3, 4, 5, 6]), (1, 0, [1, 2, 3, 4, 5, 6]), (2, 0, [2, 4, 6]), (2, 1, [2, 4, 6]),
    (2, 2, [2, 5]), (1, 2, [1, 3, 5]), (1, -1, [1, 2, 3, 4, 5, 6]),
  ])
  func aCooldownOfNSparesOneEpochLess(patience: Int, cooldown: Int, cuts: [Int]) throws {
    let callback = try ReduceLROnPlateau(
      monitor: "loss", factor: 0.5, patience: patience, cooldown: cooldown)
    let stage = Stage(model: StubModel(learningRate: 1))
    try stage.begin(callback)
    let cutting = try (0..<7).filter { epoch in
      let before = stage.model.learningRate
      try stage.end(callback, epoch: epoch, ["loss": 1])
      return stage.model.learningRate < before
    }
    #expect(cutting == cuts)
  }

  @Test func aFactorOfOneIsRefused() {
    #expect(throws: CallbackError.self) { try ReduceLROnPlateau(factor: 1) }
  }
}

enum ReduceLROnPlateauCase {
  static func make(monitor: String) -> any Callback {
    (try? ReduceLROnPlateau(monitor: monitor)) ?? LambdaCallback()
  }
}
