internal import Callbacks
internal import RunModel

/// Stands in for the network of a saved log: its weights are the number of the epoch.
final class RecordedModel: Model {
  var learningRate: Float
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  /// A log does not tell how many steps its epochs had.
  let iterations = 0

  init(learningRate: Float) { self.learningRate = learningRate }

  func resetOptimizer() {}

  /// Keras knows the direction of the metrics a model was compiled with; these are the usual ones.
  func direction(ofMetric metric: String) -> Direction? {
    switch metric {
    case "accuracy", "acc", "auc", "precision", "recall", "f1_score": .max
    case "mae", "mse", "mean_absolute_error", "mean_squared_error": .min
    default: nil
    }
  }
}
