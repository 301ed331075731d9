import Callbacks
import Foundation
import RunModel
import Training

/// A model whose metrics are given; its one weight counts the steps it was trained.
final class ScriptedLearner: Learner, SavableModel {
  var learningRate: Float
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  var iterations = 0
  let stepsPerEpoch: Int
  let validationSteps: Int
  private let validation: [[String: Double]]
  private let train: (_ epoch: Int, _ step: Int) -> Double
  private(set) var epoch = 0

  /// A model.
  ///
  /// - Parameters:
  ///   - validation: the metrics of each epoch, without `val_`; the last stays.
  ///   - train: the loss of a training step.
  init(
    validation: [[String: Double]] = [["loss": 1]], steps: Int = 1, learningRate: Float = 0.1,
    keepsAverage: Bool = false, train: @escaping (Int, Int) -> Double = { _, _ in 1 }
  ) {
    self.validation = validation
    self.train = train
    self.learningRate = learningRate
    stepsPerEpoch = steps
    validationSteps = validation.isEmpty ? 0 : 1
    if keepsAverage { averagedWeights = [[0]] }
  }

  func direction(ofMetric metric: String) -> Direction? {
    switch metric {
    case "accuracy", "acc", "f1_score", "auc", "hinge_up": .max
    case "mse", "hinge", "mean_squared_error": .min
    default: nil
    }
  }

  func resetOptimizer() {}

  func beginEpoch(_ epoch: Int) throws { self.epoch = epoch }

  func trainStep(_ step: Int) throws -> StepMetrics {
    iterations += 1
    weights[0][0] += 1
    if let average = averagedWeights?[0][0] {
      averagedWeights = [[iterations == 1 ? weights[0][0] : 0.9 * average + 0.1 * weights[0][0]]]
    }
    return StepMetrics(samples: 1, ["loss": train(epoch, step)])
  }

  func validationStep(_ step: Int) throws -> StepMetrics {
    var metrics = StepMetrics(samples: 1, [:])
    // The weight itself is a metric, so that a test sees which weights were measured.
    metrics.values = [("weight", Double(weights[0][0]))]
    for (name, value) in validation[min(epoch, validation.count - 1)].sorted(by: { $0.key < $1.key }
    ) {
      metrics.values.append((name, value))
    }
    return metrics
  }

  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    let text = "\(weights[0][0]) \(weightsOnly ? 0 : iterations)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  func load(from path: String) throws -> [String: [[Float]]] {
    let parts = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
    guard parts.count == 2, let weight = Float(parts[0]), let steps = Int(parts[1]) else {
      throw CallbackError("\(path): damaged")
    }
    (weights, iterations) = ([[weight]], steps)
    return [:]
  }
}

/// Trains as Keras's `model.fit` does, and keeps what was reported.
struct Fit {
  let history: History
  let events: [RunEvent.Kind]

  @discardableResult
  init(
    _ learner: ScriptedLearner, epochs: Int, _ callbacks: [any Callback]
  ) throws {
    final class Told { var events: [RunEvent.Kind] = [] }
    let told = Told()
    history = try Trainer(
      learner: learner, callbacks: callbacks, info: RunInfo(name: "fit", epochs: epochs)
    ) { told.events.append($0) }.fit()
    events = told.events
  }

  var messages: [String] {
    events.compactMap { if case .message(_, let text) = $0 { text } else { nil } }
  }

  var warnings: [String] {
    events.compactMap { if case .warning(_, let text) = $0 { text } else { nil } }
  }

  var epochs: Int { history.epochs.count }
}
