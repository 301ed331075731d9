/// The rule by which gradients change the weights, in Keras's formulas.
public enum Optimizer: Equatable, Sendable {
  /// Adam (doi:10.48550/arXiv.1412.6980); epsilon is added to √v before the bias correction, as in
  /// section 2 of the paper and in Keras.
  case adam(learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7)
  /// Adam with decoupled weight decay: before the step, each weight loses learningRate · weightDecay of
  /// itself (doi:10.48550/arXiv.1711.05101). Biases and scales decay, too, as in Keras.
  case adamW(
    learningRate: Float, weightDecay: Float = 0.004, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-7)
  /// Gradient descent with classical or Nesterov momentum.
  case sgd(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false)
  /// The gradient divided by the root of its running mean square v ← ρ v + (1 − ρ) g² (Tieleman and Hinton,
  /// 2012); epsilon is added below the root. If centred, it is divided by the running deviation. With
  /// momentum, steps accumulate.
  case rmsprop(
    learningRate: Float, rho: Float = 0.9, momentum: Float = 0, epsilon: Float = 1e-7,
    isCentered: Bool = false)

  /// A moving average of the weights (Keras's `use_ema`; Polyak and Juditsky, 1992, doi:10.1137/0330046).
  public struct Averaging: Equatable, Sendable {
    /// The weight of the average itself in a step, 0 … 1; the first step sets the average to the weights.
    public var momentum: Float
    /// The number of steps between two replacements of the weights by the average; `nil` for never.
    public var overwriteFrequency: Int?

    /// Creates a moving average; the defaults are Keras's.
    public init(momentum: Float = 0.99, overwriteFrequency: Int? = nil) {
      self.momentum = momentum
      self.overwriteFrequency = overwriteFrequency
    }
  }

  /// The initial learning rate.
  public var learningRate: Float {
    switch self {
    case .adam(let rate, _, _, _): rate
    case .adamW(let rate, _, _, _, _): rate
    case .sgd(let rate, _, _): rate
    case .rmsprop(let rate, _, _, _, _): rate
    }
  }

  /// The values in memory per weight, the weight included.
  public var valuesPerWeight: Int { keepsVelocity ? 4 : 3 }

  /// `true` if there is a running mean of squared gradients; SGD has none.
  var keepsSecond: Bool {
    if case .sgd = self { false } else { true }
  }

  /// `true` if there is a velocity besides both running means, as for RMSprop with momentum.
  var keepsVelocity: Bool {
    if case .rmsprop = self { true } else { false }
  }
}
