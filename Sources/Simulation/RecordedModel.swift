internal import Callbacks
internal import FrameworkCallbacks
internal import RunModel

/// A stand-in for the network of a saved log, whose only weight is the number of the epoch.
final class RecordedModel: PreciseLearningRate {
  var preciseLearningRate: Double
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  /// A log does not hold the number of steps.
  let iterations = 0

  private let directions: [String: Direction]

  /// Creates a stand-in.
  ///
  /// - Parameters:
  ///   - isPrecise: True for a learning rate of 64 bits, as in PyTorch; else it has 32, as in Keras.
  ///   - directions: The directions of metrics, by their names, besides common ones.
  init(learningRate: Double, isPrecise: Bool, directions: [String: Direction]) {
    preciseLearningRate = isPrecise ? learningRate : Double(Float(learningRate))
    self.directions = directions
  }

  var learningRate: Float {
    get { Float(preciseLearningRate) }
    set { preciseLearningRate = Double(newValue) }
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
