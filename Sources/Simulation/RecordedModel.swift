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

  private let directions: [String: Direction]

  /// Creates a stand-in.
  ///
  /// - Parameter directions: The directions of metrics, by their names, besides common ones.
  init(learningRate: Float, directions: [String: Direction]) {
    self.learningRate = learningRate
    self.directions = directions
  }

  func resetOptimizer() {}

  /// The direction of common metrics; Keras knows those that a model was compiled with.
  func direction(ofMetric metric: String) -> Direction? {
    if let given = directions[metric] ?? directions["val_" + metric] { return given }
    return switch metric {
    case "accuracy", "acc", "auc", "precision", "recall", "f1_score": .max
    case "mae", "mse", "mean_absolute_error", "mean_squared_error": .min
    default: nil
    }
  }
}
