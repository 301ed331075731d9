internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The optimiser's move of some weights in one step.
struct Update {
  private let optimizer: Optimizer
  private let rate: Float
  /// The share of itself that each weight loses before.
  private let decay: Float
  /// What the average keeps of itself; nil when none is kept.
  private let momentum: Float?
  private let overwrites: Bool

  /// - Parameter iteration: which step of the optimiser this is, from 1.
  init(
    _ optimizer: Optimizer, averaging: Optimizer.Averaging?, iteration: Int, learningRate: Float
  ) {
    self.optimizer = optimizer
    momentum = averaging.map { iteration == 1 ? 0 : $0.momentum }
    overwrites = averaging?.overwriteFrequency.map { iteration % $0 == 0 } ?? false
    switch optimizer {
    case .adam(_, let beta1, let beta2, _), .adamW(_, _, let beta1, let beta2, _):
      // Keras corrects both means in the rate.
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

  /// Moves `count` weights by their gradients.
  func apply(_ places: WeightPlaces, gradient: UnsafePointer<Float>, count: Int) {
    switch optimizer {
    case .adam(_, let beta1, let beta2, let epsilon),
      .adamW(_, _, let beta1, let beta2, let epsilon):
      plateau_adam(
        places.weights, places.first, places.second, gradient, count, rate, decay, beta1, beta2,
        epsilon)
    case .sgd(_, let momentum, let isNesterov):
      plateau_sgd(
        places.weights, places.first, gradient, count, rate, momentum, isNesterov ? 1 : 0)
    case .rmsprop(_, let rho, let momentum, let epsilon, let isCentered):
      plateau_rmsprop(
        places.weights, isCentered ? places.first : nil, places.second,
        momentum > 0 ? places.velocity : nil, gradient, count, rate, rho, momentum, epsilon)
    }
    if let average = places.average, let momentum {
      plateau_moving_average(average, places.weights, count, momentum)
      if overwrites { places.weights.update(from: average, count: count) }
    }
  }

  /// Moves a part of a layer's kernel by the product of its inputs and its outputs' gradient, in one loop.
  ///
  /// - Parameter scratch: the caller's memory, of at least `plateau_adam_product_scratch` numbers.
  /// - Returns: whether it did; there is such a loop for Adam and AdamW alone, on processors with AVX-512 or AVX2.
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
    let places = layer.kernel.places(from: rows.lowerBound * layer.units + columns.lowerBound)
    return plateau_adam_product(
      inputs + rows.lowerBound, layer.inputs, gradient + columns.lowerBound, layer.units,
      rows.count, columns.count, examples, places.weights, places.first, places.second,
      scratch.base, scratch.count, rate, decay, beta1, beta2, epsilon, 16) != 0
  }
}
