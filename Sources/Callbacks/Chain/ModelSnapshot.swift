internal import SystemFiles

/// A model's steps and a checksum of its weights, by which it is recognised later.
struct ModelSnapshot: Equatable {
  /// Steps it had been trained.
  let iterations: Int
  /// The checksum of all weights, bit by bit.
  let checksum: UInt32

  /// One that was remembered before.
  init(iterations: Int, checksum: UInt32) {
    self.iterations = iterations
    self.checksum = checksum
  }

  /// Looks at a model.
  ///
  /// - Complexity: O(weights).
  init(of model: any Model) {
    iterations = model.iterations
    checksum = model.weights.reduce(0) { checksum, tensor in
      checksum &* 31 &+ tensor.withUnsafeBytes { FileChecksum.of($0) }
    }
  }

  /// Returns true when a model has the same steps and weights.
  ///
  /// - Complexity: O(weights).
  func isStill(_ model: any Model) -> Bool {
    model.iterations == iterations && ModelSnapshot(of: model) == self
  }
}
