/// Weights in memory, with the state of the optimiser for each.
struct WeightMemory {
  let weights: FloatBuffer
  /// See `Moments`.
  let first: FloatBuffer
  let second: FloatBuffer
  let velocity: FloatBuffer?
  /// The moving averages; `nil` if none are kept.
  let average: FloatBuffer?

  init(_ count: Int, _ optimizer: Optimizer, keepsAverage: Bool) {
    weights = FloatBuffer(count)
    first = FloatBuffer(count)
    second = FloatBuffer(count)
    velocity = optimizer.keepsVelocity ? FloatBuffer(count) : nil
    average = keepsAverage ? FloatBuffer(count) : nil
  }

  /// Clears the state of the optimiser.
  func forget() {
    first.clear()
    second.clear()
    velocity?.clear()
  }

  /// Pointers to the weights from `offset` on.
  func pointers(from offset: Int) -> WeightPointers {
    WeightPointers(
      weights: weights.base + offset, first: first.base + offset, second: second.base + offset,
      velocity: velocity.map { $0.base + offset }, average: average.map { $0.base + offset })
  }
}

/// Pointers to some weights and to the state of the optimiser for them.
struct WeightPointers {
  let weights: UnsafeMutablePointer<Float>
  let first: UnsafeMutablePointer<Float>
  let second: UnsafeMutablePointer<Float>
  let velocity: UnsafeMutablePointer<Float>?
  let average: UnsafeMutablePointer<Float>?
}
