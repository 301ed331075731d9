internal import Callbacks
internal import RunModel

/// A stand-in for the network of a saved log, whose only weight is the number of the epoch.
final class RecordedModel: Model {
  var learningRate: Float
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  /// A log does not hold the number of steps.
  let iterations = 0

  init(learningRate: Float) { self.learningRate = learningRate }

  func resetOptimizer() {}

  /// The direction of common metrics; Keras knows those that a model was compiled with.
  func direction(ofMetric metric: String) -> Direction? {
    switch metric {
    case "accuracy", "acc", "auc", "precision", "recall", "f1_score": .max
    case "mae", "mse", "mean_absolute_error", "mean_squared_error": .min
    default: nil
    }
  }
}
