internal import Callbacks
internal import Networks
internal import Training

/// A learner made of a network and data, which hands the network's state to callbacks.
protocol NetworkLearner: Learner, SavableModel {
  associatedtype Kind: WeightedNetwork
  /// The network.
  var network: Kind { get }
}

extension NetworkLearner {
  public var learningRate: Float {
    get { network.learningRate }
    set { network.learningRate = newValue }
  }

  public var weights: [[Float]] {
    get { network.weights }
    set { network.weights = newValue }
  }

  public var averagedWeights: [[Float]]? {
    get { network.averagedWeights }
    set { network.averagedWeights = newValue }
  }

  public var iterations: Int { network.iterations }

  public func resetOptimizer() { network.resetOptimizer() }

  public func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    try network.tensors(weightsOnly: weightsOnly, keeping: keeping).write(to: path)
  }

  public func load(from path: String) throws -> [String: [[Float]]] {
    let file = try SafeTensors(path: path)
    try network.restore(from: file, path: path)
    return try network.kept(in: file, path: path)
  }
}
