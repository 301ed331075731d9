/// What a thread knows of a block's channels during a step, and what it tells the others.
///
/// Every thread combines what all have counted in the order of ranks, so that all come to the same bits
/// without another meeting.
final class ChannelStatistics {
  /// ε of PyTorch's batch normalisation.
  static let epsilon = 1e-5
  /// How much running statistics follow those of a batch, as in PyTorch.
  static let momentum: Float = 0.1

  let channels: Int
  /// Numbers a channel in this thread's images.
  private(set) var count = 0
  /// Near the mean of this thread's numbers: what is summed up around it loses no digits.
  let origins: FloatBuffer
  /// What this thread's images come to: Σ (x − origin) and Σ (x − origin)².
  let sums: NumberBuffer<Double>
  let squares: NumberBuffer<Double>
  /// The same on the way back: Σ d and Σ d (x − mean), with d the gradient by scale (x − mean) + shift.
  ///
  /// Memory of their own: a slower thread may still read the sums of the way forward.
  let gradientSums: NumberBuffer<Double>
  let gradientProducts: NumberBuffer<Double>
  /// Those of the batch, over all threads.
  let means: FloatBuffer
  let variances: FloatBuffer
  /// y = max(scale (x − mean) + shift, 0).
  let scales: FloatBuffer
  let shifts: FloatBuffer
  /// The gradient by x is steep d + slope (x − mean) + level.
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

  /// Without normalisation: the bias alone.
  func setBias(_ bias: UnsafePointer<Float>) {
    for c in 0..<channels {
      scales.base[c] = 1
      shifts.base[c] = bias[c]
      gradientFactors.base[c] = 1
    }
  }

  /// Forgets what was counted before; `count` numbers a channel are to come.
  func begin(count: Int) {
    self.count = count
    sums.clear()
    squares.clear()
  }

  /// The statistics of the batch from what all threads have counted, each around its own origin
  /// (Chan, Golub and LeVeque, 1983, doi:10.1080/00031305.1983.10483115).
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
      // What the mean loses in 32 bits.
      shifts.base[c] = Float(Double(shift[c]) - (mean - Double(means.base[c])) * steep)
    }
  }

  /// What the way back needs, from what all threads have counted.
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

  /// The gradients by scale and shift (or the bias), summed over all threads.
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

  /// Lets running statistics follow those of the batch; their variance is the unbiased one.
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
