/// How weights follow their gradients, in Keras's formulas.
public enum Optimizer: Equatable, Sendable {
  /// Adam (doi:10.48550/arXiv.1412.6980); epsilon is added to √v before the bias correction, as in
  /// section 2 of the paper and in Keras.
  case adam(learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7)
  /// Gradient descent with momentum, or Nesterov's.
  case sgd(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false)

  /// The learning rate to start with.
  public var learningRate: Float {
    switch self {
    case .adam(let rate, _, _, _): rate
    case .sgd(let rate, _, _): rate
    }
  }
}
