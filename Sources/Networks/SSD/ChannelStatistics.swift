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
  /// What this thread's pictures come to: Σ (x − origin) and Σ (x − origin)².
  let sums: NumberBuffer<Double>
  let squares: NumberBuffer<Double>
  /// The same on the way back: Σ d and Σ d (x − mean), with d the gradient by scale x + shift.
  ///
  /// Memory of their own: a slower thread may still read the sums of the way forward.
  let gradientSums: NumberBuffer<Double>
  let gradientProducts: NumberBuffer<Double>
  /// Those of the batch, over all threads.
  let means: FloatBuffer
  let variances: FloatBuffer
  /// y = max(scale x + shift, 0).
  let scales: FloatBuffer
  let shifts: FloatBuffer
  /// The gradient by x is steep d + slope x + level.
  let steeps: FloatBuffer
  let slopes: FloatBuffer
  let levels: FloatBuffer

  init(channels: Int) {
    self.channels = channels
    sums = NumberBuffer(channels)
    squares = NumberBuffer(channels)
    gradientSums = NumberBuffer(channels)
    gradientProducts = NumberBuffer(channels)
    means = FloatBuffer(channels)
    variances = FloatBuffer(channels)
    scales = FloatBuffer(channels)
    shifts = FloatBuffer(channels)
    steeps = FloatBuffer(channels)
    slopes = FloatBuffer(channels)
    levels = FloatBuffer(channels)
  }

  /// Without normalisation: the bias alone.
  func setBias(_ bias: UnsafePointer<Float>) {
    for c in 0..<channels {
      scales.base[c] = 1
      shifts.base[c] = bias[c]
      steeps.base[c] = 1
    }
  }

  /// With statistics that are known, as after training.
  func set(
    means: UnsafePointer<Float>, variances: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>
  ) {
    for c in 0..<channels {
      let deviation = (Double(variances[c]) + Self.epsilon).squareRoot()
      scales.base[c] = Float(Double(scale[c]) / deviation)
      shifts.base[c] = Float(Double(shift[c]) - Double(means[c]) * Double(scale[c]) / deviation)
    }
  }

  /// The statistics of the batch from what all threads have counted.
  ///
  /// - Parameters:
  ///   - count: numbers a channel.
  ///   - origin: what was subtracted before counting.
  func normalize(
    _ all: [ChannelStatistics], count: Int, origin: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>
  ) {
    for c in 0..<channels {
      var (sum, squares) = (0.0, 0.0)
      for one in all {
        sum += one.sums.base[c]
        squares += one.squares.base[c]
      }
      let offset = sum / Double(count)
      let mean = Double(origin[c]) + offset
      // Not max(): NaN must pass through.
      let difference = squares / Double(count) - offset * offset
      let variance = difference < 0 ? 0 : difference
      let deviation = (variance + Self.epsilon).squareRoot()
      means.base[c] = Float(mean)
      variances.base[c] = Float(variance)
      scales.base[c] = Float(Double(scale[c]) / deviation)
      shifts.base[c] = Float(Double(shift[c]) - mean * Double(scale[c]) / deviation)
    }
  }

  /// What the way back needs, from what all threads have counted.
  func differentiate(_ all: [ChannelStatistics], count: Int) {
    for c in 0..<channels {
      let (sum, product) = totals(all, c)
      let variance = Double(variances.base[c]) + Self.epsilon
      let scale = Double(scales.base[c])
      let slope = -scale * product / variance / Double(count)
      steeps.base[c] = scales.base[c]
      slopes.base[c] = Float(slope)
      levels.base[c] = Float(-scale * sum / Double(count) - slope * Double(means.base[c]))
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
