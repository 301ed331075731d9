import Callbacks
import RunModel
import Testing

@Suite struct ReduceLROnPlateauVectorTests {
  struct Case: Decodable {
    struct Parameters: Decodable {
      var monitor: String
      var mode: String
      var verbose: Int
      var factor: Double
      var patience: Int
      var min_delta: Double
      var cooldown: Int
      var min_lr: Double
    }
    struct Step: Decodable {
      var wait: Int
      var cooldown_counter: Int
      var best: VectorNumber?
      var logged_learning_rate: Double
      var learning_rate_after: Double
      var epoch: Int
      var message: String
    }
    var initial_learning_rate: Double
    var params: Parameters
    var values: [VectorNumber?]
    var trace: [Step]
  }

  @Test func everyFieldOfEveryCaseIsKerass() throws {
    let cases = try Vectors.load("reduce_lr_on_plateau", as: Case.self)
    #expect(cases.count == 300)
    for (index, test) in cases.enumerated() { try check(test, "case \(index + 1)") }
  }

  private func check(_ test: Case, _ name: String) throws {
    let parameters = test.params
    let mode = try #require(MonitorMode(rawValue: parameters.mode))
    let callback = try ReduceLROnPlateau(
      monitor: parameters.monitor, factor: parameters.factor, patience: parameters.patience,
      verbose: parameters.verbose, mode: mode, minDelta: parameters.min_delta,
      cooldown: parameters.cooldown, minLearningRate: parameters.min_lr)
    let stage = Stage(model: StubModel(learningRate: Float(test.initial_learning_rate)))
    try stage.begin(callback)
    #expect(test.trace.count == test.values.count, "\(name)")
    for (step, value) in zip(test.trace, test.values) {
      let position = "\(name), epoch \(step.epoch)"
      var logs: Logs = ["loss": 1.0]
      if let value { logs[parameters.monitor] = value.value }
      let after = try stage.end(callback, epoch: step.epoch, logs)
      #expect(callback.wait == step.wait, "\(position)")
      #expect(callback.cooldownCounter == step.cooldown_counter, "\(position)")
      #expect(same(callback.best, step.best?.value), "\(position)")
      #expect(same(after["learning_rate"], step.logged_learning_rate), "\(position)")
      #expect(same(Double(stage.model.learningRate), step.learning_rate_after), "\(position)")
      #expect(stage.takeMessages().joined() == step.message, "\(position)")
    }
  }
}
