extension SSDDetector {
  /// All weights: the kernels and the normalisation of each block with its running mean and variance (or its
  /// bias), then the kernels and the bias of each head.
  ///
  /// Kernels are outputs × inputs × rows × columns. Setting the weights keeps the state of the optimiser.
  public var weights: [[Float]] {
    get { tensors(parameters.weights, withStatistics: true) }
    set {
      precondition(newValue.count == weightShapes.count, "a tensor for every name")
      fill(parameters.weights, from: newValue, withStatistics: true)
      folded.isCurrent = false
    }
  }

  /// The names and shapes of `weights`, in the same order: `blocks.0.conv.weight`,
  /// `blocks.0.norm.running_mean`, `heads.0.bias`.
  public var weightShapes: [(name: String, shape: [Int])] {
    var all: [(name: String, shape: [Int])] = []
    for (index, shape) in shapes.enumerated() {
      let isHead = index >= architecture.blocks.count
      let name =
        isHead ? "heads.\(index - architecture.blocks.count)" : "blocks.\(index).conv"
      all.append(("\(name).weight", [shape.outputs, shape.inputs, shape.kernel, shape.kernel]))
      if parameters.ranges[index].scale.isEmpty {
        all.append(("\(name).bias", [shape.outputs]))
      } else {
        for part in ["weight", "bias", "running_mean", "running_var"] {
          all.append(("blocks.\(index).norm.\(part)", [shape.outputs]))
        }
      }
    }
    return all
  }

  /// The indices of all weights except the running statistics.
  public var trainedWeights: [Int] {
    weightShapes.indices.filter { !weightShapes[$0].name.contains(".running_") }
  }

  /// The state of the optimiser for the trained weights.
  public var moments: Moments {
    let memory = parameters.memory
    return Moments(
      first: tensors(memory.first, withStatistics: false),
      second: tensors(memory.second, withStatistics: false),
      velocity: memory.velocity.map { tensors($0, withStatistics: false) })
  }

  /// The moving averages of the weights, in the order of `weights`; `nil` if none are kept.
  ///
  /// Before the first step, they are the weights themselves. Running statistics have no average: the current
  /// ones stand in their place, and setting the averages does not change them.
  public var averagedWeights: [[Float]]? {
    get {
      guard let average = parameters.memory.average else { return nil }
      return iterations == 0 ? weights : tensors(average, withStatistics: true)
    }
    set {
      guard let newValue, let average = parameters.memory.average else { return }
      precondition(newValue.count == weightShapes.count, "a tensor for every name")
      fill(average, from: trainedWeights.map { newValue[$0] }, withStatistics: false)
    }
  }

  /// Clears the state of the optimiser and its number of steps, as if training started with these weights.
  public func resetOptimizer() {
    iterations = 0
    parameters.memory.forget()
  }

  /// Restores the state of the optimiser, in the order of `trainedWeights`.
  public func restoreOptimizer(_ moments: Moments, iterations: Int) {
    self.iterations = iterations
    let memory = parameters.memory
    fill(memory.first, from: moments.first, withStatistics: false)
    fill(memory.second, from: moments.second, withStatistics: false)
    if let target = memory.velocity, let velocity = moments.velocity {
      fill(target, from: velocity, withStatistics: false)
    }
  }

  /// The gradients of the last step with respect to the trained weights, in the order of
  /// `trainedWeights`; for comparisons.
  public var lastGradients: [[Float]] {
    tensors(parameters.gradients[0], withStatistics: false)
  }

  /// The consecutive tensors in `source`.
  private func tensors(_ source: FloatBuffer, withStatistics: Bool) -> [[Float]] {
    var all: [[Float]] = []
    for (index, ranges) in parameters.ranges.enumerated() {
      all.append(storage.read(index, from: source.base + ranges.kernels.lowerBound))
      for range in [ranges.scale, ranges.shift] where !range.isEmpty {
        all.append(
          Array(UnsafeBufferPointer(start: source.base + range.lowerBound, count: range.count)))
      }
      if withStatistics, !ranges.scale.isEmpty {
        all += [parameters.means[index].values, parameters.variances[index].values]
      }
    }
    return all
  }

  private func fill(_ target: FloatBuffer, from tensors: [[Float]], withStatistics: Bool) {
    var rest = tensors[...]
    for (index, ranges) in parameters.ranges.enumerated() {
      guard let kernels = rest.popFirst() else { return }
      storage.write(index, kernels, to: target.base + ranges.kernels.lowerBound)
      for range in [ranges.scale, ranges.shift] where !range.isEmpty {
        guard let values = rest.popFirst() else { return }
        precondition(values.count == range.count, "a tensor keeps its size")
        for (offset, value) in values.enumerated() {
          target.base[range.lowerBound + offset] = value
        }
      }
      if withStatistics, !ranges.scale.isEmpty {
        parameters.means[index].values = rest.popFirst() ?? []
        parameters.variances[index].values = rest.popFirst() ?? []
      }
    }
  }
}
