/// What a callback may see and change of the thing being trained.
public protocol Model: AnyObject {
  /// The optimiser's learning rate; a 32-bit number, as Keras keeps it, so that logs agree to the bit.
  var learningRate: Float { get set }
  /// All weights, one array a tensor, in a fixed order; setting them restores a snapshot.
  var weights: [[Float]] { get set }

  /// Writes the model to a file.
  ///
  /// - Parameter weightsOnly: leave the optimiser's state out.
  /// - Throws: when the file cannot be written.
  func save(to path: String, weightsOnly: Bool) throws
}

extension Model {
  public var weights: [[Float]] {
    get { [] }
    set {}
  }

  public func save(to path: String, weightsOnly: Bool) throws {
    throw CallbackError("\(path): this model has no weights file; leave ModelCheckpoint out")
  }
}
