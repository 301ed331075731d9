public import RunModel

/// What a callback may see and change of the thing being trained.
public protocol Model: AnyObject {
  /// The optimiser's learning rate; a 32-bit number, as Keras keeps it, so that logs agree to the bit.
  var learningRate: Float { get set }
  /// All weights, one array per tensor, in a fixed order; setting them restores a snapshot.
  ///
  /// There is no default: what restores the best weights must not restore nothing in silence.
  var weights: [[Float]] { get set }
  /// The moving average of the weights, in the same order; nil when the optimiser keeps none.
  var averagedWeights: [[Float]]? { get set }
  /// Steps that the optimiser has done.
  var iterations: Int { get }

  /// Which way one of the model's own metrics is better; nil for a name that is none of them.
  ///
  /// - Parameter metric: the name without `val_`.
  func direction(ofMetric metric: String) -> Direction?

  /// Lets the optimiser forget its running means, as if training began with the weights as they are.
  func resetOptimizer()

  /// Writes the model to a file.
  ///
  /// - Parameters:
  ///   - weightsOnly: leave the optimiser's state out.
  ///   - keeping: other weights to keep in the file, by name, in the order of `weights`.
  /// - Throws: when the file cannot be written.
  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws

  /// Reads what `save` wrote.
  ///
  /// - Returns: the other weights in the file, by name.
  /// - Throws: when the file cannot be read or is another model's.
  @discardableResult
  func load(from path: String) throws -> [String: [[Float]]]
}

extension Model {
  public func direction(ofMetric metric: String) -> Direction? { nil }

  public var iterations: Int { 0 }

  public func resetOptimizer() {}

  public func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    throw CallbackError("\(path): this model has no weights file; leave ModelCheckpoint out")
  }

  public func load(from path: String) throws -> [String: [[Float]]] {
    throw CallbackError("\(path): this model has no weights file")
  }

  /// Writes the model alone to a file.
  public func save(to path: String, weightsOnly: Bool) throws {
    try save(to: path, weightsOnly: weightsOnly, keeping: [:])
  }
}
