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
    case .adam(_, let beta1, let beta2, _):
      // Keras corrects both means in the rate.
      let step = Double(iteration)
      let correction = (1 - pow(Double(beta2), step)).squareRoot() / (1 - pow(Double(beta1), step))
      rate = Float(Double(learningRate) * correction)
    case .sgd:
      rate = learningRate
    }
  }

  func move(
    _ weights: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, average: UnsafeMutablePointer<Float>?,
    gradient: UnsafePointer<Float>, count: Int
  ) {
    switch optimizer {
    case .adam(_, let beta1, let beta2, let epsilon):
      plateau_adam(weights, first, second, gradient, count, rate, beta1, beta2, epsilon)
    case .sgd(_, let momentum, let isNesterov):
      plateau_sgd(weights, first, gradient, count, rate, momentum, isNesterov ? 1 : 0)
    }
    if let average, let momentum {
      plateau_average(average, weights, count, momentum)
      if overwrites { weights.update(from: average, count: count) }
    }
  }

  /// Moves a part of a layer's kernel by the product of its inputs and its outputs' gradient, in one loop.
  ///
  /// - Parameter scratch: the caller's memory, as large as `StepBuffers` makes it.
  /// - Returns: whether it did; there is such a loop for Adam alone, on processors with AVX-512.
  func moveByProduct(
    _ layer: DenseParameters, rows: Range<Int>, columns: Range<Int>,
    _ inputs: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, examples: Int,
    scratch: UnsafeMutablePointer<Float>
  ) -> Bool {
    guard case .adam(_, let beta1, let beta2, let epsilon) = optimizer, momentum == nil else {
      return false
    }
    let start = rows.lowerBound * layer.units + columns.lowerBound
    return plateau_adam_product(
      inputs + rows.lowerBound, layer.inputs, gradient + columns.lowerBound, layer.units,
      rows.count, columns.count, examples, layer.kernel.base + start,
      layer.first.kernel.base + start, layer.second.kernel.base + start, scratch, rate, beta1,
      beta2, epsilon) != 0
  }
}
