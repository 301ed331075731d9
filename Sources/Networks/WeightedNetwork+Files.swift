/// What is added to a weight's name for what belongs to it.
private enum Ending {
  static let first = ".first_moment"
  static let second = ".second_moment"
  static let velocity = ".velocity"
  static let average = ".average"
}

extension WeightedNetwork {
  /// The network as tensors for a weights file.
  ///
  /// - Parameters:
  ///   - weightsOnly: leave the optimiser's memory out.
  ///   - keeping: other weights to put in, by name, each in the order of `weights`.
  public func tensors(
    weightsOnly: Bool, keeping: [String: [[Float]]] = [:]
  ) -> SafeTensors {
    var file = SafeTensors()
    file.metadata = [
      ("format", "plateau"), ("network", summary), ("iterations", "\(iterations)"),
      ("learning_rate", "\(learningRate)"),
    ]
    let shapes = weightShapes
    let trained = trainedWeights.map { shapes[$0] }
    func add(
      _ values: [[Float]], of shapes: [(name: String, shape: [Int])], prefix: String = "",
      _ ending: String = ""
    ) {
      for (shape, values) in zip(shapes, values) {
        file.tensors.append(
          SafeTensors.Tensor(
            name: prefix + shape.name + ending, shape: shape.shape, values: values))
      }
    }
    add(weights, of: shapes)
    if !weightsOnly {
      let moments = moments
      add(moments.first, of: trained, Ending.first)
      if optimizer.keepsSecond { add(moments.second, of: trained, Ending.second) }
      if let velocity = moments.velocity { add(velocity, of: trained, Ending.velocity) }
      if let averagedWeights { add(averagedWeights, of: shapes, Ending.average) }
    }
    for (name, values) in keeping.sorted(by: { $0.key < $1.key }) {
      add(values, of: shapes, prefix: name + "/")
    }
    return file
  }

  /// Takes weights over from a file, and the optimiser's memory where it is there.
  ///
  /// - Throws: `WeightsError` when a weight is missing or of another shape; then nothing has changed.
  public func take(_ file: SafeTensors, path: String) throws(WeightsError) {
    let shapes = weightShapes
    let weights = try values(of: shapes, in: file, path: path)
    func optional(
      _ ending: String, of shapes: [(name: String, shape: [Int])]
    ) throws(WeightsError) -> [[Float]]? {
      let isThere = shapes.allSatisfy { file[$0.name + ending] != nil }
      return isThere ? try values(of: shapes, in: file, ending: ending, path: path) : nil
    }
    let trained = trainedWeights.map { shapes[$0] }
    let first = try optional(Ending.first, of: trained)
    let second = try optional(Ending.second, of: trained)
    let velocity = try optional(Ending.velocity, of: trained)
    let average = try optional(Ending.average, of: shapes)
    self.weights = weights
    resetOptimizer()
    if let first {
      // The rate is one of the optimiser's variables, in Keras too.
      let rate = file.metadata.first { $0.name == "learning_rate" }.flatMap { Float($0.text) }
      learningRate = rate ?? learningRate
      let steps = file.metadata.first { $0.name == "iterations" }.flatMap { Int($0.text) }
      var moments = moments
      moments.first = first
      moments.second = second ?? moments.second
      moments.velocity = velocity ?? moments.velocity
      restoreOptimizer(moments, iterations: steps ?? 0)
    }
    if averaging != nil { averagedWeights = average ?? weights }
  }

  /// The other weights of a file, by name, in the order of `weights`.
  ///
  /// - Throws: `WeightsError` when one of another shape is among them.
  public func kept(in file: SafeTensors, path: String) throws(WeightsError) -> [String: [[Float]]] {
    var names: [String] = []
    for tensor in file.tensors {
      guard let slash = tensor.name.firstIndex(of: "/") else { continue }
      let name = String(tensor.name[..<slash])
      if !names.contains(name) { names.append(name) }
    }
    var kept: [String: [[Float]]] = [:]
    let shapes = weightShapes
    for name in names {
      kept[name] = try values(of: shapes, in: file, prefix: name + "/", path: path)
    }
    return kept
  }

  private func values(
    of shapes: [(name: String, shape: [Int])], in file: SafeTensors, prefix: String = "",
    ending: String = "", path: String
  ) throws(WeightsError) -> [[Float]] {
    var found: [[Float]] = []
    for shape in shapes {
      let name = prefix + shape.name + ending
      guard let tensor = file[name] else {
        throw WeightsError(path, "holds another network: it has no \(name)")
      }
      guard tensor.shape == shape.shape else {
        throw WeightsError(
          path,
          "holds another network: \(name) is \(tensor.shape) there and \(shape.shape) here")
      }
      found.append(tensor.values)
    }
    return found
  }
}
