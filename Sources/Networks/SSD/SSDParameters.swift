internal import SeededRandom

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The weights of a detector, one after the other, with what the optimiser remembers of each.
///
/// Kernels lie as oneDNN leaves their gradients, so that the optimiser goes through all weights in one pass.
final class SSDParameters {
  /// Where a convolution's weights are.
  struct Places {
    /// Kernels.
    let kernels: Range<Int>
    /// Batch normalisation's scale; empty when there is none.
    let scale: Range<Int>
    /// Batch normalisation's shift, or the bias.
    let shift: Range<Int>
  }

  let places: [Places]
  /// The weights, and what is kept beside each.
  let memory: WeightMemory
  /// What each thread's images contribute to the gradient.
  let gradients: [FloatBuffer]
  /// Running statistics of each block; empty when it is not normalised.
  let means: [FloatBuffer]
  let variances: [FloatBuffer]

  /// - Parameters:
  ///   - convolutions: those of the trunk, then the heads.
  ///   - blocks: the trunk.
  init(
    _ convolutions: [Convolution], blocks: [ConvolutionBlock], _ optimizer: Optimizer,
    keepsAverage: Bool, threads: Int
  ) {
    var end = 0
    func reserve(_ count: Int) -> Range<Int> {
      // Each begins on a cache line.
      defer { end = (end + count + 15) / 16 * 16 }
      return end..<end + count
    }
    places = convolutions.enumerated().map { index, convolution in
      let isNormalized = index < blocks.count && blocks[index].isNormalized
      let channels = convolution.shape.outputs
      return Places(
        kernels: reserve(convolution.gradientLayout?.count ?? 0),
        scale: reserve(isNormalized ? channels : 0), shift: reserve(channels))
    }
    memory = WeightMemory(end, optimizer, keepsAverage: keepsAverage)
    gradients = (0..<threads).map { _ in FloatBuffer(end) }
    means = blocks.map { FloatBuffer($0.isNormalized ? $0.filters : 0) }
    variances = blocks.map { FloatBuffer($0.isNormalized ? $0.filters : 0) }
  }

  var weights: FloatBuffer { memory.weights }

  /// The weights a detector starts with, in the order and the layouts of `SSDDetector.weights`.
  ///
  /// Kernels before a ReLU are normal with variance 2 / inputs (doi:10.1109/ICCV.2015.123), those of heads
  /// with deviation 0.01. Heads first say background with a probability of 3/4, its share among the boxes
  /// that count in the loss: else the first steps do nothing but learn that most boxes are empty.
  static func initialWeights(_ architecture: SSDArchitecture, seed: UInt64) -> [[Float]] {
    var random = SeededGenerator.stream(1, seed: seed)
    var weights: [[Float]] = []
    for (block, shape) in zip(architecture.blocks, architecture.trunk) {
      let deviation = (2 / Float(shape.fanIn)).squareRoot()
      weights.append((0..<shape.weightCount).map { _ in random.normal() * deviation })
      let zeros = [Float](repeating: 0, count: shape.outputs)
      let ones = [Float](repeating: 1, count: shape.outputs)
      weights += block.isNormalized ? [ones, zeros, zeros, ones] : [zeros]
    }
    // 3/4 against 1/4 that the classes share.
    let background = logf(3 * Float(architecture.classes))
    for shape in architecture.heads {
      weights.append((0..<shape.weightCount).map { _ in random.normal() * 0.01 })
      var bias = [Float](repeating: 0, count: shape.outputs)
      for box in 0..<architecture.boxesPerCell {
        bias[box * architecture.valuesPerBox + 4] = background
      }
      weights.append(bias)
    }
    return weights
  }
}
