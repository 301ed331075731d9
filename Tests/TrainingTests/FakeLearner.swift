import Callbacks
import Foundation
import RunModel
import Synchronization
import Training

/// Learns nothing: the losses are given, and its one weight is the number of the epoch.
final class FakeLearner: Learner {
  var learningRate: Float = 0.1
  var weights: [[Float]] = [[0]]
  var iterations = 0
  /// Files it has written, by path.
  private static let files = Mutex<
    [String: (weights: [[Float]], iterations: Int, kept: [String: [[Float]]])]
  >([:])
  let stepsPerEpoch: Int
  let validationSteps: Int
  let losses: [Double]
  var epoch = 0
  var trained = 0

  init(_ losses: [Double], steps: Int = 2, validationSteps: Int = 1) {
    self.losses = losses
    stepsPerEpoch = steps
    self.validationSteps = validationSteps
  }

  func beginEpoch(_ epoch: Int) throws {
    self.epoch = epoch
    weights = [[Float(epoch)]]
  }

  func trainStep(_ step: Int) throws -> StepMetrics {
    trained += 1
    iterations += 1
    return StepMetrics(samples: step + 1, ["loss": Double(step)])
  }

  func validationStep(_ step: Int) throws -> StepMetrics {
    StepMetrics(samples: 4, ["loss": losses[epoch]])
  }

  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    try "weights".write(toFile: path, atomically: true, encoding: .utf8)
    let (weights, iterations) = (weights, iterations)
    Self.files.withLock { $0[path] = (weights, iterations, keeping) }
  }

  func load(from path: String, keptOnly: Bool) throws -> [String: [[Float]]] {
    guard let file = Self.files.withLock({ $0[path] }) else {
      throw CallbackError("\(path): no such file")
    }
    if !keptOnly { (weights, iterations) = (file.weights, file.iterations) }
    return file.kept
  }
}

/// Writes down which hook was called with which logs.
final class HookLog: Callback {
  var calls: [String] = []

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
