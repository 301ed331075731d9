extension DenseClassifier {
  /// The weights: the kernel (inputs × units, row by row) and the bias of each layer, starting at the first.
  ///
  /// Setting them keeps the state of the optimiser, as Keras's `set_weights` does.
  public var weights: [[Float]] {
    get { parameters.flatMap { [$0.kernel.weights.values, $0.bias.weights.values] } }
    set {
      precondition(newValue.count == 2 * parameters.count, "every layer has a kernel and a bias")
      for (index, layer) in parameters.enumerated() {
        layer.kernel.weights.values = newValue[2 * index]
        layer.bias.weights.values = newValue[2 * index + 1]
      }
    }
  }

  /// The names and shapes of `weights`, in the same order.
  public var weightShapes: [(name: String, shape: [Int])] {
    parameters.enumerated().flatMap { index, layer in
      [
        ("dense_\(index + 1).kernel", [layer.inputs, layer.units]),
        ("dense_\(index + 1).bias", [layer.units]),
      ]
    }
  }

  /// The state of the optimiser, in the order of `weights`.
  public var moments: Moments {
    func all(_ kind: (WeightMemory) -> FloatBuffer) -> [[Float]] {
      parameters.flatMap { [kind($0.kernel).values, kind($0.bias).values] }
    }
    let velocities = parameters.flatMap { [$0.kernel.velocity, $0.bias.velocity] }
    return Moments(
      first: all(\.first), second: all(\.second),
      velocity: optimizer.keepsVelocity ? velocities.compactMap { $0?.values } : nil)
  }

  /// The moving averages of the weights, in the order of `weights`; `nil` if none are kept.
  ///
  /// Before the first step, they are the weights themselves.
  public var averagedWeights: [[Float]]? {
    get {
      guard averaging != nil else { return nil }
      if iterations == 0 { return weights }
      return parameters.flatMap { layer in
        [layer.kernel.average, layer.bias.average].compactMap { $0?.values }
      }
    }
    set {
      guard let newValue, averaging != nil else { return }
      precondition(newValue.count == 2 * parameters.count, "every layer has a kernel and a bias")
      for (index, layer) in parameters.enumerated() {
        layer.kernel.average?.values = newValue[2 * index]
        layer.bias.average?.values = newValue[2 * index + 1]
      }
    }
  }

  /// Restores the state of the optimiser, in the order of `weights`.
  public func restoreOptimizer(_ moments: Moments, iterations: Int) {
    precondition(moments.first.count == 2 * parameters.count, "every layer has a kernel and a bias")
    self.iterations = iterations
    for (index, memory) in parameters.flatMap({ [$0.kernel, $0.bias] }).enumerated() {
      memory.first.values = moments.first[index]
      memory.second.values = moments.second[index]
      if let velocity = moments.velocity { memory.velocity?.values = velocity[index] }
    }
  }

  /// Clears the state of the optimiser and its number of steps, as if training started with these weights.
  public func resetOptimizer() {
    iterations = 0
    for layer in parameters {
      layer.kernel.forget()
      layer.bias.forget()
    }
  }
}
