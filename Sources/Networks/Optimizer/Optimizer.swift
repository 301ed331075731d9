/// How weights follow their gradients, in Keras's formulas.
public enum Optimizer: Equatable, Sendable {
  /// Adam (doi:10.48550/arXiv.1412.6980); epsilon is added to √v before the bias correction, as in
  /// section 2 of the paper and in Keras.
  case adam(learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7)
  /// Adam after each weight has lost its share learningRate · weightDecay
  /// (doi:10.48550/arXiv.1711.05101); biases and scales lose it too, as in Keras.
  case adamW(
    learningRate: Float, weightDecay: Float = 0.004, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-7)
  /// Gradient descent with momentum, or Nesterov's.
  case sgd(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false)
  /// The gradient over the root of its running mean square v ← ρ v + (1 − ρ) g² (Tieleman and Hinton, 2012),
  /// epsilon added below the root; centred, over its running deviation; with momentum, what weights move by is
  /// added up.
  case rmsprop(
    learningRate: Float, rho: Float = 0.9, momentum: Float = 0, epsilon: Float = 1e-7,
    isCentered: Bool = false)

  /// A moving average of the weights beside them (Keras's `use_ema`; Polyak and Juditsky, 1992,
  /// doi:10.1137/0330046).
  public struct Averaging: Equatable, Sendable {
    /// What the average keeps of itself at a step, 0 … 1; the first step sets it to the weights.
    public var momentum: Float
    /// Every how many steps the average replaces the weights; nil for never.
    public var overwriteFrequency: Int?

    /// Describes an average.
    public init(momentum: Float = 0.99, overwriteFrequency: Int? = nil) {
      self.momentum = momentum
      self.overwriteFrequency = overwriteFrequency
    }
  }

  /// The learning rate to start with.
  public var learningRate: Float {
    switch self {
    case .adam(let rate, _, _, _): rate
    case .adamW(let rate, _, _, _, _): rate
    case .sgd(let rate, _, _): rate
    case .rmsprop(let rate, _, _, _, _): rate
    }
  }

  /// Numbers that are kept for each weight, itself among them.
  public var valuesPerWeight: Int { keepsVelocity ? 4 : 3 }

  /// Whether it tells squared gradients apart: SGD does not.
  var keepsSecond: Bool {
    if case .sgd = self { false } else { true }
  }

  /// Whether a velocity is kept beside both running means: RMSprop's momentum.
  var keepsVelocity: Bool {
    if case .rmsprop = self { true } else { false }
  }
}
