/// The channel statistics of a block in a step: one thread's sums, and the values that follow from the sums
/// of all threads.
///
/// Every thread combines the sums of all threads in the order of ranks, so that all arrive at the same bits
/// without another barrier.
final class ChannelStatistics {
  /// ε of batch normalisation, as in PyTorch (Keras has 1e-3).
  ///
  /// Keras has no single-shot detector, so PyTorch is the reference of the detector: its weights have PyTorch's names
  /// and layout, and the tests compare its steps with PyTorch's.
  static let epsilon = 1e-5
  /// The weight of a batch in the running statistics, as in PyTorch (Keras's momentum is 0.99, a weight of
  /// 0.01).
  static let momentum: Float = 0.1

  let channels: Int
  /// The numbers per channel in the images of this thread.
  private(set) var count = 0
  /// Numbers near the means of this thread; sums around them lose no digits.
  let origins: FloatBuffer
  /// The sums of this thread: Σ (x − origin) and Σ (x − origin)².
  let sums: NumberBuffer<Double>
  let squares: NumberBuffer<Double>
  /// The sums of the backward pass: Σ d and Σ d (x − mean), where d is the gradient with respect to scale (x − mean) +
  /// shift.
  ///
  /// They need memory of their own, because a slower thread may still read the sums of the forward pass.
  let gradientSums: NumberBuffer<Double>
  let gradientProducts: NumberBuffer<Double>
  /// The statistics of the batch, over all threads.
  let means: FloatBuffer
  let variances: FloatBuffer
  /// y = max(scale (x − mean) + shift, 0).
  let scales: FloatBuffer
  let shifts: FloatBuffer
  /// The gradient with respect to x is gradientFactor d + deviationFactor (x − mean) + constant.
  let gradientFactors: FloatBuffer
  let deviationFactors: FloatBuffer
  let constants: FloatBuffer

  init(channels: Int) {
    self.channels = channels
    origins = FloatBuffer(channels)
    sums = NumberBuffer(channels)
    squares = NumberBuffer(channels)
    gradientSums = NumberBuffer(channels)
    gradientProducts = NumberBuffer(channels)
    means = FloatBuffer(channels)
    variances = FloatBuffer(channels)
    scales = FloatBuffer(channels)
    shifts = FloatBuffer(channels)
    gradientFactors = FloatBuffer(channels)
    deviationFactors = FloatBuffer(channels)
    constants = FloatBuffer(channels)
  }

  /// Prepares a block without normalisation, which has only a bias.
  func setBias(_ bias: UnsafePointer<Float>) {
    for c in 0..<channels {
      scales.base[c] = 1
      shifts.base[c] = bias[c]
      gradientFactors.base[c] = 1
    }
  }

  /// Clears the sums of the forward pass; `count` numbers per channel are to come.
  func begin(count: Int) {
    self.count = count
    sums.clear()
    squares.clear()
  }

  /// The sums of this thread, for other processes.
  func numbers(isBackward: Bool) -> [Double] {
    isBackward
      ? gradientSums.values + gradientProducts.values
      : [Double(count)] + origins.values.map(Double.init) + sums.values + squares.values
  }

  /// Takes the sums of a thread of another process.
  func set(_ numbers: ArraySlice<Double>, isBackward: Bool) {
    var rest = numbers
    func take() -> [Double] {
      defer { rest = rest.dropFirst(channels) }
      return Array(rest.prefix(channels))
    }
    if isBackward {
      (gradientSums.values, gradientProducts.values) = (take(), take())
    } else {
      count = Int(rest.removeFirst())
      origins.values = take().map { Float($0) }
      (sums.values, squares.values) = (take(), take())
    }
  }

  /// Computes the statistics of the batch from the sums of all threads, each around its own origin (Chan,
  /// Golub and LeVeque, 1983, doi:10.1080/00031305.1983.10483115).
  func normalize(
    _ all: [ChannelStatistics], scale: UnsafePointer<Float>, shift: UnsafePointer<Float>
  ) {
    let total = Double(all.reduce(0) { $0 + $1.count })
    for c in 0..<channels {
      var sum = 0.0
      for one in all { sum += one.sums.base[c] + Double(one.count) * Double(one.origins.base[c]) }
      let mean = sum / total
      var squares = 0.0
      for one in all where one.count > 0 {
        let offset = one.sums.base[c] / Double(one.count)
        let distance = Double(one.origins.base[c]) + offset - mean
        squares += one.squares.base[c] - one.sums.base[c] * offset
        squares += Double(one.count) * distance * distance
      }
      // Not max(): NaN must pass through.
      let variance = squares < 0 ? 0 : squares / total
      let steep = Double(scale[c]) / (variance + Self.epsilon).squareRoot()
      means.base[c] = Float(mean)
      variances.base[c] = Float(variance)
      scales.base[c] = Float(steep)
      // The shift makes up for the digits that the mean loses in 32 bits.
      shifts.base[c] = Float(Double(shift[c]) - (mean - Double(means.base[c])) * steep)
    }
  }

  /// Computes the coefficients of the backward pass from the sums of all threads.
  func differentiate(_ all: [ChannelStatistics], count: Int) {
    for c in 0..<channels {
      let (sum, product) = totals(all, c)
      let variance = Double(variances.base[c]) + Self.epsilon
      let scale = Double(scales.base[c])
      let slope = -scale * product / variance / Double(count)
      gradientFactors.base[c] = scales.base[c]
      deviationFactors.base[c] = Float(slope)
      constants.base[c] = Float(-scale * sum / Double(count))
    }
  }

  /// Computes the gradients with respect to scale and shift (or the bias), summed over all threads.
  func gradients(
    _ all: [ChannelStatistics], scale: UnsafeMutablePointer<Float>?,
    shift: UnsafeMutablePointer<Float>
  ) {
    for c in 0..<channels {
      let (sum, product) = totals(all, c)
      shift[c] = Float(sum)
      let deviation = (Double(variances.base[c]) + Self.epsilon).squareRoot()
      scale?[c] = Float(product / deviation)
    }
  }

  /// Updates the running statistics with those of the batch; the running variance is the unbiased one.
  func follow(
    means running: UnsafeMutablePointer<Float>, variances spread: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    let unbiased = Float(count) / Float(max(1, count - 1))
    for c in 0..<channels {
      running[c] += (means.base[c] - running[c]) * Self.momentum
      spread[c] += (variances.base[c] * unbiased - spread[c]) * Self.momentum
    }
  }

  private func totals(_ all: [ChannelStatistics], _ c: Int) -> (sum: Double, product: Double) {
    all.reduce(into: (0.0, 0.0)) { totals, one in
      totals.0 += one.gradientSums.base[c]
      totals.1 += one.gradientProducts.base[c]
    }
  }
}
