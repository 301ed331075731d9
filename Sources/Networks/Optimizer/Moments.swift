/// What an optimiser remembers of the weights it moves, in their order.
public struct Moments: Equatable, Sendable {
  /// The running means of the gradients: Adam's, and centred RMSprop's; of SGD the velocity.
  public var first: [[Float]]
  /// The running means of the squared gradients: Adam's and RMSprop's; zeros for SGD.
  public var second: [[Float]]
  /// What weights move by, added up: RMSprop's momentum; nil for the others.
  public var velocity: [[Float]]?
}
