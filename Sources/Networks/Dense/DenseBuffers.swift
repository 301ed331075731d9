internal import CKernels

/// The memory of a step: the outputs and gradients of each layer, allocated once.
final class DenseBuffers {
  /// The examples of a batch that the threads fill.
  let inputs: FloatBuffer
  /// Their classes.
  let labels: NumberBuffer<UInt8>
  /// The outputs of each layer; those of the last one are logits.
  let outputs: [FloatBuffer]
  /// The gradients of the loss with respect to the outputs of each layer.
  let gradients: [FloatBuffer]
  /// The softmax of the logits.
  let scores: FloatBuffer
  /// The gradient of a part of a kernel, or scratch for the fused kernel, for each thread.
  let tiles: [FloatBuffer]
  /// The gradients of all kernels and biases, for sums with other processes; empty without them.
  let sums: FloatBuffer
  private let width: Int
  private let losses: UnsafeMutablePointer<Double>
  private let hits: UnsafeMutablePointer<Int>
  private let threads: Int

  init(parameters: [DenseParameters], rows: Int, threads: Int, keepsSums: Bool) {
    sums = FloatBuffer(
      keepsSums
        ? parameters.reduce(0) { $0 + $1.kernel.weights.count + $1.bias.weights.count } : 0)
    width = parameters[0].inputs
    inputs = FloatBuffer(rows * width)
    labels = NumberBuffer(rows)
    outputs = parameters.map { FloatBuffer(rows * $0.units) }
    gradients = parameters.map { FloatBuffer(rows * $0.units) }
    let last = parameters[parameters.count - 1]
    scores = FloatBuffer(rows * last.units)
    let widest = parameters.map(\.units).max() ?? 1
    let rearranged = plateau_adam_product_scratch(min(rows, Self.fusedRows), widest)
    tiles = (0..<threads).map { _ in FloatBuffer(max(widest * Self.tileRows, rearranged)) }
    self.threads = threads
    losses = .allocate(capacity: threads * Self.apart)
    losses.initialize(repeating: 0, count: threads * Self.apart)
    hits = .allocate(capacity: threads * Self.apart)
    hits.initialize(repeating: 0, count: threads * Self.apart)
  }

  deinit {
    losses.deallocate()
    hits.deallocate()
  }

  /// The rows of a kernel whose gradient fits the second-level cache together with their optimiser state.
  static let tileRows = 112
  /// The largest batch for which gradient and optimiser are fused in one loop.
  ///
  /// With more examples the arithmetic outweighs the memory traffic hidden behind it, and oneDNN's product is
  /// faster.
  static let fusedRows = 128
  /// The distance between the numbers of two threads, which are kept on different cache lines.
  private static let apart = 16

  /// Fills a thread's examples of a batch.
  func fill(_ examples: Range<Int>, classes: Int, _ fill: DenseClassifier.Fill) {
    for example in examples {
      let row = UnsafeMutableBufferPointer(start: inputs.base + example * width, count: width)
      let label = fill(example, row)
      precondition(label < classes, "a label is not a class")
      labels.base[example] = label
    }
  }

  /// Stores the result of a thread's rows.
  func set(loss: Double, hits count: Int, rank: Int) {
    losses[rank * Self.apart] = loss
    hits[rank * Self.apart] = count
  }

  /// The loss and the hits of all rows, summed in the order of ranks, so that they are reproducible to the bit.
  var totals: (loss: Double, hits: Int) {
    let loss = (0..<threads).reduce(0) { $0 + losses[$1 * Self.apart] }
    let correct = (0..<threads).reduce(0) { $0 + hits[$1 * Self.apart] }
    return (loss, correct)
  }
}
