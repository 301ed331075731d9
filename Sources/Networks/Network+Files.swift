extension Network {
  private enum Ending {
    static let first = ".first_moment"
    static let second = ".second_moment"
    static let average = ".average"
  }

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
    func add(_ values: [[Float]], prefix: String = "", _ ending: String = "") {
      for (shape, values) in zip(shapes, values) {
        file.tensors.append(
          SafeTensors.Tensor(
            name: prefix + shape.name + ending, shape: shape.shape, values: values))
      }
    }
    add(weights)
    if !weightsOnly {
      let moments = moments
      add(moments.first, Ending.first)
      if case .adam = optimizer { add(moments.second, Ending.second) }
      if let averagedWeights { add(averagedWeights, Ending.average) }
    }
    for (name, values) in keeping.sorted(by: { $0.key < $1.key }) {
      add(values, prefix: name + "/")
    }
    return file
  }

  /// Takes weights over from a file, and the optimiser's memory where it is there.
  ///
  /// - Throws: `WeightsError` when a weight is missing or of another shape; then nothing has changed.
  public func take(_ file: SafeTensors, path: String) throws(WeightsError) {
    let weights = try values(in: file, path: path)
    func optional(_ ending: String) throws(WeightsError) -> [[Float]]? {
      let isThere = weightShapes.allSatisfy { file[$0.name + ending] != nil }
      return isThere ? try values(in: file, ending: ending, path: path) : nil
    }
    let (first, second) = (try optional(Ending.first), try optional(Ending.second))
    let average = try optional(Ending.average)
    self.weights = weights
    resetOptimizer()
    if let first {
      // The rate is one of the optimiser's variables, in Keras too.
      let rate = file.metadata.first { $0.name == "learning_rate" }.flatMap { Float($0.text) }
      learningRate = rate ?? learningRate
      iterations = file.metadata.first { $0.name == "iterations" }.flatMap { Int($0.text) } ?? 0
      for (index, layer) in parameters.enumerated() {
        layer.first.kernel.values = first[2 * index]
        layer.first.bias.values = first[2 * index + 1]
        layer.second.kernel.values = second?[2 * index] ?? layer.second.kernel.values
        layer.second.bias.values = second?[2 * index + 1] ?? layer.second.bias.values
      }
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
    for name in names { kept[name] = try values(in: file, prefix: name + "/", path: path) }
    return kept
  }

  private func values(
    in file: SafeTensors, prefix: String = "", ending: String = "", path: String
  ) throws(WeightsError) -> [[Float]] {
    var found: [[Float]] = []
    for shape in weightShapes {
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
