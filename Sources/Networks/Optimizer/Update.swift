internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The update of weights by the optimiser in one step.
struct Update {
  private let optimizer: Optimizer
  private let rate: Float
  /// The fraction of itself that each weight loses before the step.
  private let decay: Float
  /// The momentum of the average; `nil` if none is kept.
  private let momentum: Float?
  private let overwrites: Bool

  /// - Parameter iteration: The number of the step, from 1.
  init(
    _ optimizer: Optimizer, averaging: Optimizer.Averaging?, iteration: Int, learningRate: Float
  ) {
    self.optimizer = optimizer
    momentum = averaging.map { iteration == 1 ? 0 : $0.momentum }
    overwrites = averaging?.overwriteFrequency.map { iteration % $0 == 0 } ?? false
    switch optimizer {
    case .adam(_, let beta1, let beta2, _), .adamW(_, _, let beta1, let beta2, _):
      // Keras folds the correction of both means into the rate.
      let step = Double(iteration)
      let correction = (1 - pow(Double(beta2), step)).squareRoot() / (1 - pow(Double(beta1), step))
      rate = Float(Double(learningRate) * correction)
    case .sgd, .rmsprop:
      rate = learningRate
    }
    if case .adamW(_, let weightDecay, _, _, _) = optimizer {
      decay = weightDecay * learningRate
    } else {
      decay = 0
    }
  }

  /// Updates `count` weights with their gradients.
  func apply(_ pointers: WeightPointers, gradient: UnsafePointer<Float>, count: Int) {
    switch optimizer {
    case .adam(_, let beta1, let beta2, let epsilon),
      .adamW(_, _, let beta1, let beta2, let epsilon):
      plateau_adam(
        pointers.weights, pointers.first, pointers.second, gradient, count, rate, decay, beta1,
        beta2,
        epsilon)
    case .sgd(_, let momentum, let isNesterov):
      plateau_sgd(
        pointers.weights, pointers.first, gradient, count, rate, momentum, isNesterov ? 1 : 0)
    case .rmsprop(_, let rho, let momentum, let epsilon, let isCentered):
      plateau_rmsprop(
        pointers.weights, isCentered ? pointers.first : nil, pointers.second,
        momentum > 0 ? pointers.velocity : nil, gradient, count, rate, rho, momentum, epsilon)
    }
    if let average = pointers.average, let momentum {
      plateau_moving_average(average, pointers.weights, count, momentum)
      if overwrites { pointers.weights.update(from: average, count: count) }
    }
  }

  /// Updates a part of a kernel with the product of the inputs and the gradient of the outputs, in one loop.
  ///
  /// - Parameter scratch: Memory of the caller, at least `plateau_adam_product_scratch` numbers.
  /// - Returns: `true` if it did. The loop exists for Adam and AdamW only, on CPUs with AVX-512 or AVX2.
  func applyProduct(
    _ layer: DenseParameters, rows: Range<Int>, columns: Range<Int>,
    _ inputs: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, examples: Int,
    scratch: FloatBuffer
  ) -> Bool {
    let (beta1, beta2, epsilon): (Float, Float, Float)
    switch optimizer {
    case .adam(_, let one, let two, let small), .adamW(_, _, let one, let two, let small):
      (beta1, beta2, epsilon) = (one, two, small)
    case .sgd, .rmsprop: return false
    }
    guard momentum == nil else { return false }
    precondition(
      scratch.count >= plateau_adam_product_scratch(examples, columns.count),
      "the scratch is smaller than the kernel needs")
    let pointers = layer.kernel.pointers(from: rows.lowerBound * layer.units + columns.lowerBound)
    return plateau_adam_product(
      inputs + rows.lowerBound, layer.inputs, gradient + columns.lowerBound, layer.units,
      rows.count, columns.count, examples, pointers.weights, pointers.first, pointers.second,
      scratch.base, scratch.count, rate, decay, beta1, beta2, epsilon, 16) != 0
  }
}
