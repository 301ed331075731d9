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

  /// The network as tensors for a weights file.
  ///
  /// - Parameter weightsOnly: leave the optimiser's memory out.
  public func tensors(weightsOnly: Bool) -> SafeTensors {
    var file = SafeTensors()
    file.metadata = [
      ("format", "plateau"), ("network", summary), ("iterations", "\(iterations)"),
      ("learning_rate", "\(learningRate)"),
    ]
    let shapes = weightShapes
    func add(_ values: [[Float]], _ ending: String) {
      for (shape, values) in zip(shapes, values) {
        file.tensors.append(
          SafeTensors.Tensor(name: shape.name + ending, shape: shape.shape, values: values))
      }
    }
    add(weights, "")
    if !weightsOnly {
      let moments = moments
      add(moments.first, ".first_moment")
      if case .adam = optimizer { add(moments.second, ".second_moment") }
    }
    return file
  }
}
