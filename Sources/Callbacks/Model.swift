public import RunModel

/// What a callback may see and change of the thing being trained.
public protocol Model: AnyObject {
  /// The optimiser's learning rate; a 32-bit number, as Keras keeps it, so that logs agree to the bit.
  var learningRate: Float { get set }
  /// All weights, one array a tensor, in a fixed order; setting them restores a snapshot.
  var weights: [[Float]] { get set }

  /// Which way one of the model's own metrics is better; nil for a name that is none of them.
  ///
  /// - Parameter metric: the name without `val_`.
  func direction(ofMetric metric: String) -> Direction?

  /// Writes the model to a file.
  ///
  /// - Parameter weightsOnly: leave the optimiser's state out.
  /// - Throws: when the file cannot be written.
  func save(to path: String, weightsOnly: Bool) throws
}

extension Model {
  public func direction(ofMetric metric: String) -> Direction? { nil }

  public var weights: [[Float]] {
    get { [] }
    set {}
  }

  public func save(to path: String, weightsOnly: Bool) throws {
    throw CallbackError("\(path): this model has no weights file; leave ModelCheckpoint out")
  }
}
