extension Network {
  /// The weights: each layer's kernel (inputs × units, row by row) and bias, from the first layer.
  ///
  /// Setting them keeps the optimiser's memory, as Keras's `set_weights` does.
  public var weights: [[Float]] {
    get { parameters.flatMap { [$0.kernel.values, $0.bias.values] } }
    set {
      precondition(newValue.count == 2 * parameters.count, "a kernel and a bias a layer")
      for (index, layer) in parameters.enumerated() {
        layer.kernel.values = newValue[2 * index]
        layer.bias.values = newValue[2 * index + 1]
      }
    }
  }

  /// Names and shapes of `weights`, in the same order.
  public var weightShapes: [(name: String, shape: [Int])] {
    parameters.enumerated().flatMap { index, layer in
      [
        ("dense_\(index + 1).kernel", [layer.inputs, layer.units]),
        ("dense_\(index + 1).bias", [layer.units]),
      ]
    }
  }

  /// What the optimiser remembers, in the order of `weights`: Adam's two running means, SGD's velocity.
  public var moments: (first: [[Float]], second: [[Float]]) {
    (
      parameters.flatMap { [$0.first.kernel.values, $0.first.bias.values] },
      parameters.flatMap { [$0.second.kernel.values, $0.second.bias.values] }
    )
  }

  /// The moving averages of the weights, in their order; nil when none are kept.
  ///
  /// Before the first step they are the weights themselves.
  public var averagedWeights: [[Float]]? {
    get {
      guard averaging != nil else { return nil }
      if iterations == 0 { return weights }
      return parameters.flatMap { layer in
        layer.average.map { [$0.kernel.values, $0.bias.values] } ?? []
      }
    }
    set {
      guard let newValue, averaging != nil else { return }
      precondition(newValue.count == 2 * parameters.count, "a kernel and a bias a layer")
      for (index, layer) in parameters.enumerated() {
        layer.average?.kernel.values = newValue[2 * index]
        layer.average?.bias.values = newValue[2 * index + 1]
      }
    }
  }

  /// Gives the optimiser its memory back, in the order of `weights`; without second moments those it has
  /// stay.
  public func restoreOptimizer(first: [[Float]], second: [[Float]]?, iterations: Int) {
    precondition(first.count == 2 * parameters.count, "a kernel and a bias a layer")
    self.iterations = iterations
    for (index, layer) in parameters.enumerated() {
      layer.first.kernel.values = first[2 * index]
      layer.first.bias.values = first[2 * index + 1]
      layer.second.kernel.values = second?[2 * index] ?? layer.second.kernel.values
      layer.second.bias.values = second?[2 * index + 1] ?? layer.second.bias.values
    }
  }

  /// Lets the optimiser forget its running means and its steps, as if training began with these weights.
  public func resetOptimizer() {
    iterations = 0
    for layer in parameters {
      for moment in [layer.first, layer.second] {
        moment.kernel.clear()
        moment.bias.clear()
      }
    }
  }
}
