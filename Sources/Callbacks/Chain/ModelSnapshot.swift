internal import SystemFiles

/// A fingerprint of a model: its steps and a checksum of its weights.
struct ModelSnapshot: Equatable {
  /// Steps of training.
  let iterations: Int
  /// The checksum of all weights, bit by bit.
  let checksum: UInt32

  /// Restores a snapshot that was remembered.
  init(iterations: Int, checksum: UInt32) {
    self.iterations = iterations
    self.checksum = checksum
  }

  /// Takes the snapshot of a model.
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
