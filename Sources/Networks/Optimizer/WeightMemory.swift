/// Weights in memory, and what is kept beside each.
struct WeightMemory {
  let weights: FloatBuffer
  /// See `Moments`.
  let first: FloatBuffer
  let second: FloatBuffer
  let velocity: FloatBuffer?
  /// The moving averages; nil when none are kept.
  let average: FloatBuffer?

  init(_ count: Int, _ optimizer: Optimizer, keepsAverage: Bool) {
    weights = FloatBuffer(count)
    first = FloatBuffer(count)
    second = FloatBuffer(count)
    velocity = optimizer.keepsVelocity ? FloatBuffer(count) : nil
    average = keepsAverage ? FloatBuffer(count) : nil
  }

  /// The optimiser remembers nothing any more.
  func forget() {
    first.clear()
    second.clear()
    velocity?.clear()
  }

  /// Where the weights from `offset` on are.
  func places(from offset: Int) -> WeightPlaces {
    WeightPlaces(
      weights: weights.base + offset, first: first.base + offset, second: second.base + offset,
      velocity: velocity.map { $0.base + offset }, average: average.map { $0.base + offset })
  }
}

/// Where some weights begin, and what is kept beside each of them.
struct WeightPlaces {
  let weights: UnsafeMutablePointer<Float>
  let first: UnsafeMutablePointer<Float>
  let second: UnsafeMutablePointer<Float>
  let velocity: UnsafeMutablePointer<Float>?
  let average: UnsafeMutablePointer<Float>?
}
