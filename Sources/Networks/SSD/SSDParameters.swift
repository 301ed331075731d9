internal import SeededRandom

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The weights of a detector in one buffer, with the state of the optimiser for each.
///
/// Kernels have the layout of their gradients, so that the optimiser goes through all weights in one pass.
final class SSDParameters {
  /// The ranges of the weights of a convolution.
  struct Ranges {
    /// Kernels.
    let kernels: Range<Int>
    /// The scale of batch normalisation; empty without it.
    let scale: Range<Int>
    /// The shift of batch normalisation, or the bias.
    let shift: Range<Int>
  }

  let ranges: [Ranges]
  /// The weights, with the state of the optimiser.
  let memory: WeightMemory
  /// The gradient of each thread's images.
  let gradients: [FloatBuffer]
  /// The running statistics of each block; empty without normalisation.
  let means: [FloatBuffer]
  let variances: [FloatBuffer]

  /// - Parameters:
  ///   - convolutions: The convolutions of the trunk, then those of the heads.
  ///   - blocks: The blocks of the trunk.
  init(
    _ convolutions: [Convolution], blocks: [ConvolutionBlock], _ optimizer: Optimizer,
    keepsAverage: Bool, threads: Int
  ) {
    var end = 0
    func reserve(_ count: Int) -> Range<Int> {
      // Each range starts on a cache line.
      defer { end = (end + count + 15) / 16 * 16 }
      return end..<end + count
    }
    ranges = convolutions.enumerated().map { index, convolution in
      let isNormalized = index < blocks.count && blocks[index].isNormalized
      let channels = convolution.shape.outputs
      return Ranges(
        kernels: reserve(convolution.gradientLayout?.count ?? 0),
        scale: reserve(isNormalized ? channels : 0), shift: reserve(channels))
    }
    memory = WeightMemory(end, optimizer, keepsAverage: keepsAverage)
    gradients = (0..<threads).map { _ in FloatBuffer(end) }
    means = blocks.map { FloatBuffer($0.isNormalized ? $0.filters : 0) }
    variances = blocks.map { FloatBuffer($0.isNormalized ? $0.filters : 0) }
  }

  var weights: FloatBuffer { memory.weights }

  /// The initial weights of a detector, in the order and the layouts of `SSDDetector.weights`.
  ///
  /// Kernels before a ReLU are normal with variance 2 / inputs (doi:10.1109/ICCV.2015.123), those of heads
  /// have a deviation of 0.01. Heads initially predict background with a probability of 3/4, its share among
  /// the boxes that count in the loss; otherwise, the first steps would only learn that most boxes are empty.
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
    // 3/4 for the background; the classes share the other 1/4.
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
