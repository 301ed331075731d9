internal import CKernels

/// The memory of a step: outputs and gradients of each layer, made once.
final class DenseBuffers {
  /// Outputs of each layer; those of the last are logits.
  let outputs: [FloatBuffer]
  /// Gradients of the loss by each layer's outputs.
  let gradients: [FloatBuffer]
  /// The softmax of the last layer's outputs.
  let scores: FloatBuffer
  /// Each thread's part of a kernel's gradient, or what a fused product rearranges.
  let tiles: [FloatBuffer]
  private let losses: UnsafeMutablePointer<Double>
  private let hits: UnsafeMutablePointer<Int>
  private let threads: Int

  init(parameters: [DenseParameters], rows: Int, threads: Int) {
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

  /// Rows of a kernel whose gradient fits the second-level cache together with their optimiser state.
  static let tileRows = 112
  /// The largest batch for which gradient and optimiser are one loop: with more examples the arithmetic
  /// outweighs the memory that is hidden behind it, and oneDNN's product is the faster one.
  static let fusedRows = 128
  /// Numbers of different threads are kept on different cache lines.
  private static let apart = 16

  /// Keeps what a thread's rows came to.
  func set(loss: Double, hits count: Int, rank: Int) {
    losses[rank * Self.apart] = loss
    hits[rank * Self.apart] = count
  }

  /// What all rows came to; summed in the order of ranks, so that it repeats to the bit.
  func result(rows: Int) -> DenseClassifier.BatchResult {
    let loss = (0..<threads).reduce(0) { $0 + losses[$1 * Self.apart] }
    let correct = (0..<threads).reduce(0) { $0 + hits[$1 * Self.apart] }
    return DenseClassifier.BatchResult(loss: loss / Double(max(1, rows)), correct: correct)
  }
}
