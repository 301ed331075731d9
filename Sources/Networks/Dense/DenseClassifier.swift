internal import CKernels
internal import SeededRandom

/// A classifier of fully connected layers: softmax and categorical cross-entropy, trained in mini-batches.
///
///     let model = try DenseClassifier(
///       inputs: 784, layers: [DenseLayer(units: 256), DenseLayer(units: 10)],
///       optimizer: .adam(learningRate: 0.001), seed: 1)
///     let batch = model.trainStep(images, labels)
///     try model.save(to: "model.safetensors")
///
/// It is not a general network: there are no other layers (no convolution, dropout or regression output), labels are
/// one class each, below 256, and the activation of the last layer is always softmax. `SSDDetector` is the other model
/// of this module; the two share the optimiser, the threads and the weights file, not their layers.
///
/// Use it from one thread; it has worker threads of its own. It is deterministic: the same seed, data and number of
/// threads give the same bits on the same CPU.
public final class DenseClassifier: WeightedNetwork {
  /// The result of a batch.
  public struct BatchResult: Equatable, Sendable {
    /// The mean cross-entropy.
    public var loss: Double
    /// The number of examples whose largest score is that of their class.
    public var correct: Int
  }

  /// The numbers per example.
  public let inputs: Int
  /// The layers; the last one has one unit per class.
  public let layers: [DenseLayer]
  /// The rule by which gradients change the weights.
  ///
  /// The numbers may change between steps, but not the kind.
  ///
  /// The rate that counts is `learningRate`.
  public var optimizer: Optimizer
  /// The moving average of the weights; `nil` if none is kept.
  public let averaging: Optimizer.Averaging?
  /// The largest batch that a step accepts.
  public let maximumBatch: Int
  /// The learning rate; it may change between steps.
  public var learningRate: Float
  /// The number of steps so far.
  public internal(set) var iterations = 0

  let parameters: [DenseParameters]
  let team: Team
  let work: DenseBuffers

  /// Creates a classifier with initial weights.
  ///
  /// - Parameters:
  ///   - inputs: The numbers per example.
  ///   - layers: At least one layer. The units of the last one are the classes; its activation is ignored.
  ///   - averaging: The moving average to keep of the weights.
  ///   - maximumBatch: The largest batch, of training or evaluation; memory for it is reserved at once.
  ///   - threads: The number of threads that share a step, at least 1.
  ///   - seed: The seed of the weights.
  /// - Throws: `MissingLibraryError` if oneDNN is not installed.
  public init(
    inputs: Int, layers: [DenseLayer], optimizer: Optimizer,
    averaging: Optimizer.Averaging? = nil, maximumBatch: Int = 256, threads: Int = 2, seed: UInt64
  ) throws(MissingLibraryError) {
    precondition(inputs > 0 && !layers.isEmpty && layers.allSatisfy { $0.units > 0 }, "no network")
    precondition(maximumBatch > 0, "no batch")
    try OneDNN.load()
    self.inputs = inputs
    self.layers = layers
    self.optimizer = optimizer
    self.averaging = averaging
    self.maximumBatch = maximumBatch
    learningRate = optimizer.learningRate
    var random = SeededGenerator.stream(1, seed: seed)
    var width = inputs
    parameters = layers.map { layer in
      defer { width = layer.units }
      return DenseParameters(
        layer, inputs: width, optimizer, keepsAverage: averaging != nil, random: &random)
    }
    team = Team(threads: threads)
    work = DenseBuffers(parameters: parameters, rows: maximumBatch, threads: team.size)
  }

  /// The number of threads that share a step; fewer than requested if the system refused to create more.
  public var threads: Int { team.size }

  /// The number of classes.
  public var classes: Int { layers[layers.count - 1].units }

  /// The number of trainable values.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.kernel.weights.count + $1.bias.weights.count }
  }

  /// A short description of the layers: `784 – 784 relu – 256 relu – 10 softmax`.
  public var summary: String {
    let middle = layers.dropLast().map { layer in
      "\(layer.units)\(layer.activation == .relu ? " relu" : "")"
    }
    return (["\(inputs)"] + middle + ["\(classes) softmax"]).joined(separator: " – ")
  }

  /// Trains on a batch.
  ///
  /// - Parameters:
  ///   - inputs: The examples, row by row: examples × `inputs`.
  ///   - labels: The class of each example, below `classes`.
  /// - Returns: The result of the batch before the weights change.
  public func trainStep(_ inputs: [Float], _ labels: [UInt8]) -> BatchResult {
    check(inputs, labels)
    iterations += 1
    return inputs.withUnsafeBufferPointer { inputs in
      labels.withUnsafeBufferPointer { labels in
        guard let x = inputs.baseAddress, let y = labels.baseAddress else {
          return BatchResult(loss: 0, correct: 0)
        }
        let step = DenseStep(network: self, inputs: x, labels: y, rows: labels.count)
        team.run { rank in step.run(rank) }
        return work.result(rows: labels.count)
      }
    }
  }

  /// Measures a batch without learning from it.
  ///
  /// - Returns: The result of the batch, and the softmax of each example.
  public func evaluate(
    _ inputs: [Float], _ labels: [UInt8]
  ) -> (result: BatchResult, scores: ClassScores) {
    check(inputs, labels)
    let result = inputs.withUnsafeBufferPointer { inputs in
      labels.withUnsafeBufferPointer { labels in
        guard let x = inputs.baseAddress, let y = labels.baseAddress else {
          return BatchResult(loss: 0, correct: 0)
        }
        let pass = DenseForwardPass(network: self, inputs: x, labels: y, rows: labels.count)
        team.run { rank in pass.run(rank) }
        return work.result(rows: labels.count)
      }
    }
    let scores = UnsafeBufferPointer(start: work.scores.base, count: labels.count * classes)
    return (result, ClassScores(values: Array(scores), classes: classes))
  }

  /// Predicts the scores of any number of examples.
  public func predict(_ inputs: [Float]) -> ClassScores {
    precondition(inputs.count % self.inputs == 0, "every example needs all its inputs")
    var scores = ClassScores(values: [], classes: classes)
    for start in stride(from: 0, to: inputs.count, by: maximumBatch * self.inputs) {
      let part = Array(inputs[start..<min(inputs.count, start + maximumBatch * self.inputs)])
      let labels = [UInt8](repeating: 0, count: part.count / self.inputs)
      scores.values += evaluate(part, labels).scores.values
    }
    return scores
  }

  private func check(_ inputs: [Float], _ labels: [UInt8]) {
    precondition(labels.count <= maximumBatch, "the batch is larger than the network was made for")
    precondition(inputs.count == labels.count * self.inputs, "every example needs all its inputs")
    precondition(labels.allSatisfy { Int($0) < classes }, "a label is not a class")
  }
}
