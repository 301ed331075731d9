/// A model whose weights can be stored in a file, with the state of its optimiser.
public protocol WeightedNetwork: AnyObject {
  /// A description of the model.
  var summary: String { get }
  /// The rule by which gradients change the weights.
  var optimizer: Optimizer { get }
  /// The moving average of the weights; `nil` if none is kept.
  var averaging: Optimizer.Averaging? { get }
  /// The learning rate.
  var learningRate: Float { get set }
  /// The number of steps so far.
  var iterations: Int { get }
  /// The weights, each as one array. Setting them keeps the state of the optimiser.
  var weights: [[Float]] { get set }
  /// The names and shapes of `weights`, in the same order.
  var weightShapes: [(name: String, shape: [Int])] { get }
  /// The moving averages of the weights, in the order of `weights`; `nil` if none are kept.
  var averagedWeights: [[Float]]? { get set }
  /// The indices of the weights that the optimiser updates; running statistics are not among them.
  var trainedWeights: [Int] { get }
  /// The state of the optimiser for the weights that it updates.
  var moments: Moments { get }
  /// Clears the state of the optimiser and its number of steps.
  func resetOptimizer()
  /// Restores the state of the optimiser.
  func restoreOptimizer(_ moments: Moments, iterations: Int)
}

extension WeightedNetwork {
  /// The indices of all weights.
  public var trainedWeights: [Int] { Array(weightShapes.indices) }
}
