import Callbacks
import RunModel
import Testing

@Suite struct EarlyStoppingVectorTests {
  struct Case: Decodable {
    struct Parameters: Decodable {
      var monitor: String
      var mode: String
      var verbose: Int
      var min_delta: Double
      var patience: Int
      var baseline: Double?
      var start_from_epoch: Int
      var restore_best_weights: Bool
    }
    struct Step: Decodable {
      var wait: Int
      var best: VectorNumber?
      var best_epoch: Int
      var stop: Bool
      var epoch: Int
      var message: String
    }
    var params: Parameters
    var initial_epoch: Int
    var values: [VectorNumber?]
    var trace: [Step]
    var train_end_messages: [String]
    var stopped_epoch: Int
    var final_weights_epoch: Int
  }

  @Test func everyFieldOfEveryCaseIsKerass() throws {
    let cases = try Vectors.load("early_stopping", as: Case.self)
    #expect(cases.count == 300)
    for (index, test) in cases.enumerated() { try check(test, "case \(index + 1)") }
  }

  private func check(_ test: Case, _ name: String) throws {
    let parameters = test.params
    let mode = try #require(MonitorMode(rawValue: parameters.mode))
    let callback = EarlyStopping(
      monitor: parameters.monitor, minDelta: parameters.min_delta, patience: parameters.patience,
      verbose: parameters.verbose, mode: mode, baseline: parameters.baseline,
      restoreBestWeights: parameters.restore_best_weights,
      startFromEpoch: parameters.start_from_epoch)
    let stage = Stage()
    try stage.begin(callback)
    for (step, value) in zip(test.trace, test.values) {
      let position = "\(name), epoch \(step.epoch)"
      stage.model.weights = [[Float(step.epoch)]]
      var logs: Logs = ["loss": 1.0]
      if let value { logs[parameters.monitor] = value.value }
      try stage.end(callback, epoch: step.epoch, logs)
      #expect(callback.wait == step.wait, "\(position)")
      #expect(same(callback.best, step.best?.value), "\(position)")
      #expect(callback.bestEpoch == step.best_epoch, "\(position)")
      #expect(stage.training.stopTraining == step.stop, "\(position)")
      #expect(stage.takeMessages().joined() == step.message, "\(position)")
    }
    #expect(test.trace.count == test.values.count || stage.training.stopTraining, "\(name)")
    try stage.finish(callback)
    #expect(stage.takeMessages() == test.train_end_messages, "\(name)")
    #expect(callback.stoppedEpoch == test.stopped_epoch, "\(name)")
    #expect(stage.model.weights == [[Float(test.final_weights_epoch)]], "\(name)")
  }
}
