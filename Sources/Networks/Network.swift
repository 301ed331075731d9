internal import CKernels
internal import SeededRandom

/// A classifier of dense layers with softmax and categorical cross-entropy, trained in mini-batches.
///
/// Used from one thread; its own workers help it. Deterministic: the same seed, data and number of threads
/// give the same bits on the same processor.
public final class Network: WeightedNetwork {
  /// What a batch came to.
  public struct BatchResult: Equatable, Sendable {
    /// The mean cross-entropy.
    public var loss: Double
    /// Examples whose largest score was their class's.
    public var correct: Int
  }

  /// Numbers an example.
  public let inputs: Int
  /// The layers; the last one has one unit a class.
  public let layers: [DenseLayer]
  /// How weights follow gradients; its numbers may be changed between steps, not its kind.
  ///
  /// The rate that counts is `learningRate`.
  public var optimizer: Optimizer
  /// The moving average that is kept of the weights; nil for none.
  public let averaging: Optimizer.Averaging?
  /// The largest batch it takes.
  public let maximumBatch: Int
  /// The rate at which weights follow gradients; may be changed between steps.
  public var learningRate: Float
  /// Steps done.
  public internal(set) var iterations = 0

  let parameters: [DenseParameters]
  let team: Team
  let work: StepBuffers

  /// Makes a network with fresh weights.
  ///
  /// - Parameters:
  ///   - inputs: numbers an example.
  ///   - layers: at least one; the last one's units are the classes, and its activation is not used.
  ///   - averaging: the moving average to keep of the weights.
  ///   - maximumBatch: the largest batch of any kind.
  ///   - threads: how many work on a step, at least 1.
  ///   - seed: of the weights.
  public init(
    inputs: Int, layers: [DenseLayer], optimizer: Optimizer,
    averaging: Optimizer.Averaging? = nil, maximumBatch: Int, threads: Int = 2, seed: UInt64
  ) {
    precondition(inputs > 0 && !layers.isEmpty && layers.allSatisfy { $0.units > 0 }, "no network")
    precondition(maximumBatch > 0, "no batch")
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
    work = StepBuffers(parameters: parameters, rows: maximumBatch, threads: team.size)
  }

  /// How many threads work on a step; fewer than asked for where no more could be made.
  public var threads: Int { team.size }

  /// Classes.
  public var classes: Int { layers[layers.count - 1].units }

  /// Trainable numbers.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.kernel.weights.count + $1.bias.weights.count }
  }

  /// The layers in a few words: `784 – 784 relu – 256 relu – 10 softmax`.
  public var summary: String {
    let middle = layers.dropLast().map { layer in
      "\(layer.units)\(layer.activation == .relu ? " relu" : "")"
    }
    return (["\(inputs)"] + middle + ["\(classes) softmax"]).joined(separator: " – ")
  }

  /// Trains on a batch.
  ///
  /// - Parameters:
  ///   - inputs: row by row, examples × `inputs`.
  ///   - labels: the class of each example, below `classes`.
  /// - Returns: the loss and the hits before the weights moved.
  public func trainStep(_ inputs: [Float], _ labels: [UInt8]) -> BatchResult {
    check(inputs, labels)
    iterations += 1
    return inputs.withUnsafeBufferPointer { inputs in
      labels.withUnsafeBufferPointer { labels in
        guard let x = inputs.baseAddress, let y = labels.baseAddress else {
          return BatchResult(loss: 0, correct: 0)
        }
        let step = TrainingStep(network: self, inputs: x, labels: y, rows: labels.count)
        team.run { rank in step.run(rank) }
        return work.result(rows: labels.count)
      }
    }
  }

  /// Measures a batch without learning from it.
  ///
  /// - Parameter scores: receives the softmax of each example at the end, row by row.
  public func evaluate(
    _ inputs: [Float], _ labels: [UInt8], scores: inout [Float]
  ) -> BatchResult {
    check(inputs, labels)
    let result = inputs.withUnsafeBufferPointer { inputs in
      labels.withUnsafeBufferPointer { labels in
        guard let x = inputs.baseAddress, let y = labels.baseAddress else {
          return BatchResult(loss: 0, correct: 0)
        }
        let pass = ForwardPass(network: self, inputs: x, labels: y, rows: labels.count)
        team.run { rank in pass.run(rank) }
        return work.result(rows: labels.count)
      }
    }
    scores += UnsafeBufferPointer(start: work.scores.base, count: labels.count * classes)
    return result
  }

  /// The softmax of examples, as many as wanted, row by row.
  public func predict(_ inputs: [Float]) -> [Float] {
    precondition(inputs.count % self.inputs == 0, "every example needs all its inputs")
    var scores: [Float] = []
    for start in stride(from: 0, to: inputs.count, by: maximumBatch * self.inputs) {
      let part = Array(inputs[start..<min(inputs.count, start + maximumBatch * self.inputs)])
      let labels = [UInt8](repeating: 0, count: part.count / self.inputs)
      _ = evaluate(part, labels, scores: &scores)
    }
    return scores
  }

  private func check(_ inputs: [Float], _ labels: [UInt8]) {
    precondition(labels.count <= maximumBatch, "the batch is larger than the network was made for")
    precondition(inputs.count == labels.count * self.inputs, "every example needs all its inputs")
    precondition(labels.allSatisfy { Int($0) < classes }, "a label is no class")
  }
}
