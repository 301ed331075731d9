public import RunModel

/// The thing being trained, as callbacks may see and change it.
///
/// One that also goes to a file and back is a `SavableModel`.
public protocol Model: AnyObject {
  /// The optimiser's learning rate; a 32-bit number, as Keras keeps it, so that logs agree to the bit.
  var learningRate: Float { get set }
  /// All weights, one array per tensor, in a fixed order; setting them restores a snapshot.
  ///
  /// There is no default: a callback that restores the best weights would silently restore nothing.
  var weights: [[Float]] { get set }
  /// The moving average of the weights, in the same order; nil when the optimiser keeps none.
  var averagedWeights: [[Float]]? { get set }
  /// True while `weights` holds the moving average and `averagedWeights` the weights that are trained.
  ///
  /// It is changed by `useAverage(_:)`. There is no default: the model would go on training its average.
  var usesAverage: Bool { get set }
  /// Steps that the optimiser has done since training first began.
  var iterations: Int { get }

  /// Which way one of the model's own metrics is better; nil for a name that is none of them.
  ///
  /// - Parameter metric: the name without `val_`.
  func direction(ofMetric metric: String) -> Direction?

  /// Lets the optimiser forget its running means, as if training began with the weights as they are.
  ///
  /// There is no default: the running means would keep a NaN.
  func resetOptimizer()
}

extension Model {
  /// Exchanges the weights and their moving average, unless they stand as asked; without an average nothing happens.
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
