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
/// threads and processes give the same bits on the same CPU; another number of processes gives the same up to rounding.
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

  /// The other processes that train on parts of the same batches; `nil` for none.
  let exchange: (any GradientExchange)?
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
  ///   - exchange: The copies of this classifier in other processes, which train on other parts of the same batches;
  ///     `nil` if it trains alone. With it, `trainStep` and `evaluate` take this process's part of a batch.
  ///   - seed: The seed of the weights.
  /// - Throws: `MissingLibraryError` if oneDNN is not installed.
  public init(
    inputs: Int, layers: [DenseLayer], optimizer: Optimizer,
    averaging: Optimizer.Averaging? = nil, maximumBatch: Int = 256, threads: Int = 2,
    exchange: (any GradientExchange)? = nil, seed: UInt64
  ) throws(MissingLibraryError) {
    precondition(inputs > 0 && !layers.isEmpty && layers.allSatisfy { $0.units > 0 }, "no network")
    precondition(maximumBatch > 0, "no batch")
    try OneDNN.load()
    self.inputs = inputs
    self.layers = layers
    self.optimizer = optimizer
    self.averaging = averaging
    self.maximumBatch = maximumBatch
    self.exchange = exchange
    learningRate = optimizer.learningRate
    var random = SeededGenerator.stream(1, seed: seed)
    var width = inputs
    parameters = layers.map { layer in
      defer { width = layer.units }
      return DenseParameters(
        layer, inputs: width, optimizer, keepsAverage: averaging != nil, random: &random)
    }
    team = Team(threads: threads)
    work = DenseBuffers(
      parameters: parameters, rows: maximumBatch, threads: team.size,
      keepsSums: exchange != nil)
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

  /// Writes the numbers of an example of a batch, and returns its class, below `classes`.
  ///
  /// Several threads call it at once, each for examples of its own.
  public typealias Fill =
    @Sendable (_ example: Int, _ row: UnsafeMutableBufferPointer<Float>) -> UInt8

  /// Trains on a batch that the threads of the network fill.
  ///
  ///     let result = model.trainStep(count: 64) { images.fill(order[$0], epoch: 0, into: $1) }
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - total: The examples of the whole batch, of which these are the part of this process; `nil` if it trains
  ///     alone.
  ///   - fill: Fills an example.
  /// - Returns: The result of the whole batch before the weights change.
  public func trainStep(count: Int, of total: Int? = nil, fill: Fill) -> BatchResult {
    check(count)
    // One of several processes takes part in the sums, even without examples.
    if count == 0, exchange == nil { return BatchResult(loss: 0, correct: 0) }
    iterations += 1
    let step = DenseStep(network: self, rows: count, total: total ?? count)
    team.run { rank in step.run(rank, filling: fill) }
    return result(of: total ?? count)
  }

  /// Trains on a batch of arrays.
  ///
  /// - Parameters:
  ///   - inputs: The examples, row by row: examples × `inputs`.
  ///   - labels: The class of each example, below `classes`.
  ///   - total: The examples of the whole batch, of which these are the part of this process; `nil` if it trains
  ///     alone.
  /// - Returns: The result of the whole batch before the weights change.
  public func trainStep(_ inputs: [Float], _ labels: [UInt8], of total: Int? = nil) -> BatchResult {
    withRows(inputs, labels) { trainStep(count: labels.count, of: total, fill: $0) }
  }

  /// Sums the results of all threads and processes, in their order.
  private func result(of total: Int) -> BatchResult {
    var sum = work.totals
    if let exchange {
      let (rank, size) = exchange.place
      var parts = [Double](repeating: 0, count: 2 * size)
      (parts[2 * rank], parts[2 * rank + 1]) = (sum.loss, Double(sum.hits))
      parts.withUnsafeMutableBufferPointer { exchange.gather($0) }
      sum = (0, 0)
      for rank in 0..<size {
        sum.loss += parts[2 * rank]
        sum.hits += Int(parts[2 * rank + 1])
      }
    }
    return BatchResult(loss: sum.loss / Double(max(1, total)), correct: sum.hits)
  }

  /// Measures a batch that the threads of the network fill, without learning from it.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - total: The examples of the whole batch, of which these are the part of this process; `nil` if it
  ///     trains alone.
  ///   - fill: Fills an example.
  /// - Returns: The result of the whole batch, and the softmax and the class of each of these examples.
  public func evaluate(
    count: Int, of total: Int? = nil, fill: Fill
  ) -> (result: BatchResult, scores: ClassScores, labels: [UInt8]) {
    check(count)
    let pass = DenseForwardPass(network: self, rows: count)
    team.run { rank in pass.run(rank, filling: fill) }
    let scores = Array(UnsafeBufferPointer(start: work.scores.base, count: count * classes))
    let labels = Array(UnsafeBufferPointer(start: work.labels.base, count: count))
    return (result(of: total ?? count), ClassScores(values: scores, classes: classes), labels)
  }

  /// Measures a batch of arrays without learning from it.
  ///
  /// - Parameter total: The examples of the whole batch, of which these are the part of this process; `nil` if it
  ///   trains alone.
  /// - Returns: The result of the whole batch, and the softmax of each of these examples.
  public func evaluate(
    _ inputs: [Float], _ labels: [UInt8], of total: Int? = nil
  ) -> (result: BatchResult, scores: ClassScores) {
    let (result, scores, _) = withRows(inputs, labels) {
      evaluate(count: labels.count, of: total, fill: $0)
    }
    return (result, scores)
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

  private func check(_ count: Int) {
    precondition(count <= maximumBatch, "the batch is larger than the network was made for")
  }

  /// Calls `body` with what fills a batch from arrays.
  private func withRows<Result>(
    _ inputs: [Float], _ labels: [UInt8], _ body: (Fill) -> Result
  ) -> Result {
    precondition(inputs.count == labels.count * self.inputs, "every example needs all its inputs")
    return inputs.withUnsafeBufferPointer { rows in
      // The threads only read it.
      nonisolated(unsafe) let inputs = rows
      return body { example, row in
        let first = example * row.count
        _ = row.update(fromContentsOf: inputs[first..<first + row.count])
        return labels[example]
      }
    }
  }
}
