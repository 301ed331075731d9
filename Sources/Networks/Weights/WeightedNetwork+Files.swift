/// The suffixes of the names under which a weights file stores what belongs to a weight.
private enum Suffix {
  static let first = ".first_moment"
  static let second = ".second_moment"
  static let velocity = ".velocity"
  static let average = ".average"
}

extension WeightedNetwork {
  /// Writes a weights file in the safetensors format, in one piece.
  ///
  /// - Parameter weightsOnly: Leaves the state of the optimiser out.
  /// - Throws: `WeightsError` with the reason of the system.
  public func save(to path: String, weightsOnly: Bool = false) throws(WeightsError) {
    try tensors(weightsOnly: weightsOnly).write(to: path)
  }

  /// Reads the weights from a file and, if the file has it, the state of the optimiser.
  ///
  /// - Throws: `WeightsError` if the file cannot be read or does not fit the model; then nothing has changed.
  public func load(from path: String) throws(WeightsError) {
    try restore(from: try SafeTensors(path: path), path: path)
  }

  /// The tensors of a weights file for the model.
  ///
  /// - Parameters:
  ///   - weightsOnly: Leaves the state of the optimiser out.
  ///   - keeping: Further weights to store, by name, each in the order of `weights`.
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
      add(moments.first, of: trained, Suffix.first)
      if optimizer.keepsSecond { add(moments.second, of: trained, Suffix.second) }
      if let velocity = moments.velocity { add(velocity, of: trained, Suffix.velocity) }
      if let averagedWeights { add(averagedWeights, of: shapes, Suffix.average) }
    }
    for (name, values) in keeping.sorted(by: { $0.key < $1.key }) {
      add(values, of: shapes, prefix: name + "/")
    }
    return file
  }

  /// Restores the weights from tensors and, if they are there, the state of the optimiser.
  ///
  /// - Parameter path: The file of the tensors, for messages.
  /// - Throws: `WeightsError` if a weight is missing, has another shape or is not finite, or if a part of the optimiser's
  ///   state is missing; then nothing has changed.
  public func restore(from file: SafeTensors, path: String) throws(WeightsError) {
    let shapes = weightShapes
    let weights = try values(of: shapes, in: file, path: path)
    let trained = trainedWeights.map { shapes[$0] }
    let hasMemory = file.tensors.contains { $0.name.hasSuffix(Suffix.first) }
    func memory(
      _ ending: String, of shapes: [(name: String, shape: [Int])], isKept: Bool = true
    ) throws(WeightsError) -> [[Float]]? {
      guard hasMemory, isKept else { return nil }
      return try values(of: shapes, in: file, ending: ending, path: path)
    }
    let first = try memory(Suffix.first, of: trained)
    let second = try memory(Suffix.second, of: trained, isKept: optimizer.keepsSecond)
    let velocity = try memory(Suffix.velocity, of: trained, isKept: optimizer.keepsVelocity)
    let average = try memory(Suffix.average, of: shapes, isKept: averaging != nil)
    var counts: (rate: Float, steps: Int)?
    if hasMemory {
      func remark(_ name: String) -> String? { file.metadata.first { $0.name == name }?.text }
      guard let rate = remark("learning_rate").flatMap({ Float($0) }), rate.isFinite, rate >= 0,
        let steps = remark("iterations").flatMap({ Int($0) }), steps >= 0
      else {
        throw WeightsError(path, "is damaged: its learning rate or number of steps is unusable")
      }
      counts = (rate, steps)
    }
    self.weights = weights
    resetOptimizer()
    if let first, let counts {
      // The rate is one of the optimiser's variables, as in Keras.
      learningRate = counts.rate
      var moments = moments
      moments.first = first
      moments.second = second ?? moments.second
      moments.velocity = velocity ?? moments.velocity
      restoreOptimizer(moments, iterations: counts.steps)
    }
    if averaging != nil { averagedWeights = average ?? weights }
  }

  /// The further weights of a file, by name, in the order of `weights`.
  ///
  /// - Throws: `WeightsError` if one of them has another shape.
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
    let tensors = Dictionary(file.tensors.map { ($0.name, $0) }) { first, _ in first }
    var found: [[Float]] = []
    for shape in shapes {
      let name = prefix + shape.name + ending
      guard let tensor = tensors[name] else {
        throw WeightsError(
          path,
          ending.isEmpty
            ? "holds another network: it has no \(name)"
            : "has no \(name): it is damaged, or was written with another optimizer")
      }
      guard tensor.shape == shape.shape else {
        throw WeightsError(
          path,
          "holds another network: \(name) is \(tensor.shape) there and \(shape.shape) here")
      }
      guard tensor.values.allSatisfy(\.isFinite) else {
        throw WeightsError(path, "\(name) holds a value that is not finite")
      }
      found.append(tensor.values)
    }
    return found
  }
}
