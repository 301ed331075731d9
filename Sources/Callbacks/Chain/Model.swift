public import RunModel

/// The model being trained, as callbacks see and change it.
///
/// A model that can be saved to a file is a `SavableModel`.
public protocol Model: AnyObject {
  /// The optimiser's learning rate, a 32-bit number as in Keras, so that logs agree to the bit.
  var learningRate: Float { get set }
  /// All weights, one array per tensor, in a fixed order; setting them restores a snapshot.
  ///
  /// There is no default: a callback that restores the best weights would silently restore nothing.
  var weights: [[Float]] { get set }
  /// The moving average of the weights, in the same order; nil when the optimiser keeps none.
  var averagedWeights: [[Float]]? { get set }
  /// True while `weights` holds the moving average and `averagedWeights` the weights that are
  /// trained.
  ///
  /// `useAverage(_:)` changes it. There is no default: the model would continue to train its
  /// average.
  var usesAverage: Bool { get set }
  /// Steps of the optimiser since training first began.
  var iterations: Int { get }

  /// The better direction of one of the model's own metrics; nil for any other name.
  ///
  /// - Parameter metric: The name without `val_`.
  func direction(ofMetric metric: String) -> Direction?

  /// Clears the optimiser's running means, as if training began with the current weights.
  ///
  /// There is no default: the running means would keep a NaN.
  func resetOptimizer()
}

extension Model {
  /// Exchanges the weights and their moving average, unless they already are as asked; without an average
  /// nothing happens.
  ///
  /// - Complexity: O(weights).
  public func useAverage(_ isUsed: Bool) {
    guard usesAverage != isUsed, let average = averagedWeights else { return }
    averagedWeights = weights
    weights = average
    usesAverage = isUsed
  }

  public func direction(ofMetric metric: String) -> Direction? { nil }
}
