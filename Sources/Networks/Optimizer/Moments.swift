/// The state of an optimiser for the weights that it updates, in their order.
public struct Moments: Equatable, Sendable {
  /// The running means of the gradients, for Adam and centred RMSprop; the velocity, for SGD.
  public var first: [[Float]]
  /// The running means of the squared gradients, for Adam and RMSprop; zeros for SGD.
  public var second: [[Float]]
  /// The accumulated steps, for RMSprop with momentum; `nil` for other optimisers.
  public var velocity: [[Float]]?
}
