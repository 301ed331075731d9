import Networks
import SeededRandom
import Testing

@Suite struct SSDGradientTests {
  /// One kind of layer per detector, on images of few pixels.
  static let architectures: [(name: String, blocks: [ConvolutionBlock], taps: [Int])] = [
    ("normalised", [ConvolutionBlock(filters: 5)], [0]),
    ("biased", [ConvolutionBlock(filters: 5, isNormalized: false)], [0]),
    ("strided", [ConvolutionBlock(filters: 4, stride: 2), ConvolutionBlock(filters: 17)], [1]),
    (
      "pointwise",
      [ConvolutionBlock(filters: 6), ConvolutionBlock(filters: 5, kernel: 1)], [1]
    ),
    ("pooled", [ConvolutionBlock(filters: 5, pools: true), ConvolutionBlock(filters: 4)], [1]),
    (
      "tapped before it pools",
      [ConvolutionBlock(filters: 18, pools: true), ConvolutionBlock(filters: 4)], [0, 1]
    ),
    ("tapped and read on", [ConvolutionBlock(filters: 5), ConvolutionBlock(filters: 4)], [0, 1]),
    (
      "biased, tapped and pooled",
      [
        ConvolutionBlock(filters: 5, isNormalized: false, pools: true),
        ConvolutionBlock(filters: 4, isNormalized: false),
      ], [0, 1]
    ),
    (
      "in blocks of sixteen channels",
      [
        ConvolutionBlock(filters: 32, stride: 2), ConvolutionBlock(filters: 16, pools: true),
        ConvolutionBlock(filters: 16, kernel: 1),
      ], [1, 2]
    ),
  ]

  /// One function: each gradient is compared while the differences that give it are at hand.
  @Test(arguments: architectures.indices, [1, 2])
  func gradientsAgreeWithFiniteDifferences(index: Int, threads: Int) throws {
    let (name, blocks, taps) = Self.architectures[index]
    // An odd side: pooling leaves the last row and column out.
    let architecture = SSDArchitecture(
      side: 9, blocks: blocks, taps: taps,
      scales: (0...taps.count).map { 0.3 + 0.2 * Double($0) }, aspectRatios: [], classes: 1)
    let network = try SSDSamples.network(
      architecture, optimizer: .sgd(learningRate: 0), threads: threads)
    let images = SSDSamples.images(3, side: 9)
    var random = SeededGenerator(seed: 1)
    // A linear loss has no kinks of its own.
    let slopes = (0..<3 * network.outputSize).map { _ in random.uniform(-1...1) / 100 }
    let size = network.outputSize
    func loss() -> Double {
      network.trainStep(images, count: 3) { images, outputs, gradient in
        var sum = 0.0
        for offset in 0..<images.count * size {
          let slope = slopes[images.lowerBound * size + offset]
          gradient[offset] = slope
          sum += Double(slope) * Double(outputs[offset])
        }
        return SSDLoss.Parts(box: sum)
      }.total
    }
    var weights = network.weights
    // Away from their special first values.
    for (tensor, shape) in network.weightShapes.enumerated() where shape.shape.count == 1 {
      for k in weights[tensor].indices where !shape.name.contains("running") {
        weights[tensor][k] += random.uniform(-0.3...0.3)
      }
    }
    network.weights = weights
    let here = loss()
    let gradients = network.lastGradients
    let step: Float = 4e-3
    var (worst, kinks, count) = (0.0, 0, 0)
    for (index, tensor) in network.trainedWeights.enumerated() {
      let largest = gradients[index].map { abs(Double($0)) }.max() ?? 0
      // Every third weight is enough of the many that there are.
      for k in stride(from: 0, to: weights[tensor].count, by: weights[tensor].count > 60 ? 3 : 1) {
        var moved = weights
        moved[tensor][k] = weights[tensor][k] + step
        network.weights = moved
        let above = loss()
        moved[tensor][k] = weights[tensor][k] - step
        network.weights = moved
        let below = loss()
        count += 1
        // There is no gradient where a ReLU or a maximum switches within the step.
        if abs(above - 2 * here + below) / Double(step) > 0.02 * largest + 1e-4 {
          kinks += 1
          continue
        }
        let difference = abs(Double(gradients[index][k]) - (above - below) / Double(2 * step))
        worst = max(worst, difference / (largest + 1e-2))
      }
    }
    #expect(worst < 0.02, "\(name)")
    #expect(kinks * 3 < count, "\(name): \(kinks) kinks of \(count)")
    for gradient in gradients { #expect(gradient.contains { $0 != 0 }, "\(name)") }
  }
}
