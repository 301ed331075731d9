/// A network whose weights can be kept in a file, with what its optimiser remembers of them.
public protocol WeightedNetwork: AnyObject {
  /// The network in words.
  var summary: String { get }
  /// How weights follow gradients.
  var optimizer: Optimizer { get }
  /// The moving average that is kept of the weights; nil for none.
  var averaging: Optimizer.Averaging? { get }
  /// The rate at which weights follow gradients.
  var learningRate: Float { get set }
  /// Steps done.
  var iterations: Int { get }
  /// The weights, each as one array. Setting them keeps the optimiser's memory.
  var weights: [[Float]] { get set }
  /// Names and shapes of `weights`, in the same order.
  var weightShapes: [(name: String, shape: [Int])] { get }
  /// The moving averages of the weights, in their order; nil when none are kept.
  var averagedWeights: [[Float]]? { get set }
  /// Which weights the optimiser moves; running statistics are not among them.
  var trainedWeights: [Int] { get }
  /// What the optimiser remembers of the weights it moves.
  var moments: Moments { get }
  /// Lets the optimiser forget its running means and its steps.
  func resetOptimizer()
  /// Gives the optimiser its memory back.
  func restoreOptimizer(_ moments: Moments, iterations: Int)
}

extension WeightedNetwork {
  /// All weights.
  public var trainedWeights: [Int] { Array(weightShapes.indices) }
}
