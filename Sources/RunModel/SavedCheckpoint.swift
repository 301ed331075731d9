/// Weights that a callback saved.
public struct SavedCheckpoint: Equatable, Sendable {
  /// The epoch whose weights they are, from 0.
  public var epoch: Int
  /// The path of the file.
  public var path: String

  /// Creates a record of saved weights.
  public init(epoch: Int, path: String) {
    self.epoch = epoch
    self.path = path
  }
}
