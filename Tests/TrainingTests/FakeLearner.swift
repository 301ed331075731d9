import Callbacks
import Foundation
import RunModel
import Training

/// A learner with given losses.
///
/// Its one weight grows with every step by ten times the learning
/// rate, so it reflects everything that happened.
final class FakeLearner: Learner, SavableModel {
  var learningRate: Float = 0.1
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  var iterations = 0
  let stepsPerEpoch: Int
  let validationSteps: Int
  let losses: [Double]
  var epoch = 0
  var trained = 0

  init(_ losses: [Double], steps: Int = 2, validationSteps: Int = 1, keepsAverage: Bool = false) {
    self.losses = losses
    stepsPerEpoch = steps
    self.validationSteps = validationSteps
    if keepsAverage { averagedWeights = [[0]] }
  }

  func resetOptimizer() {}

  func beginEpoch(_ epoch: Int) throws { self.epoch = epoch }

  func trainStep(_ step: Int) throws -> StepMetrics {
    trained += 1
    iterations += 1
    weights[0][0] += 10 * learningRate
    if let average = averagedWeights?[0][0] {
      averagedWeights = [[average * 0.5 + weights[0][0] * 0.5]]
    }
    return StepMetrics(samples: step + 1, ["loss": Double(step)])
  }

  func validationStep(_ step: Int) throws -> StepMetrics {
    var metrics = StepMetrics(samples: 4, ["loss": losses[epoch]])
    if averagedWeights != nil { metrics.values.append(("weight", Double(weights[0][0]))) }
    return metrics
  }

  private struct File: Codable {
    var weights: [[Float]]
    var average: [[Float]]?
    var iterations: Int
    var kept: [String: [[Float]]]
  }

  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    let file = File(
      weights: weights, average: averagedWeights, iterations: iterations, kept: keeping)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try encoder.encode(file).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  func load(from path: String) throws -> [String: [[Float]]] {
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    (weights, averagedWeights, iterations) = (file.weights, file.average, file.iterations)
    return file.kept
  }
}

/// Records which hook was called with which logs.
final class HookLog: Callback {
  var calls: [String] = []
  var memory = CallbackMemory()

  private func note(_ name: String, _ logs: Logs) {
    calls.append(logs.isEmpty ? name : "\(name) \(logs.names.joined(separator: ","))")
  }

  func onTrainBegin(logs: inout Logs, training: TrainingContext) { note("train_begin", logs) }
  func onTrainEnd(logs: inout Logs, training: TrainingContext) { note("train_end", logs) }
  func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) {
    note("epoch_begin(\(epoch))", logs)
  }
  func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) {
    note("epoch_end(\(epoch))", logs)
  }
  func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) {
    note("batch_begin(\(batch))", logs)
  }
  func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) {
    note("batch_end(\(batch))", logs)
  }
  func onTestBegin(logs: inout Logs, training: TrainingContext) { note("test_begin", logs) }
  func onTestEnd(logs: inout Logs, training: TrainingContext) { note("test_end", logs) }
  func onTestBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) {
    note("test_batch_begin(\(batch))", logs)
  }
  func onTestBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) {
    note("test_batch_end(\(batch))", logs)
  }
}
