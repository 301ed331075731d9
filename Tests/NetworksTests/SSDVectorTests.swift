import Foundation
import Networks
import Testing

/// Against PyTorch, as `Vectors/ssd_tiny.py` recorded it.
@Suite struct SSDVectorTests {
  /// Channels that fill no register, and ones that lie in blocks where the processor has wide registers.
  private static let recordings: [(file: String, filters: [Int])] = [
    ("ssd_tiny", [6, 10, 18]), ("ssd_blocks", [16, 16, 32]),
  ]

  private func architecture(_ filters: [Int]) -> SSDArchitecture {
    SSDArchitecture(
      side: 17,
      blocks: [
        ConvolutionBlock(filters: filters[0], pools: true),
        ConvolutionBlock(filters: filters[1], pools: true),
        ConvolutionBlock(filters: filters[2], stride: 2, isNormalized: false),
      ], taps: [1, 2], scales: [0.2, 0.4, 0.6], aspectRatios: [], classes: 2)
  }

  private func worst(_ a: [Float], _ b: [Float]) -> Float {
    let size = b.map(abs).max() ?? 1
    return (zip(a, b).map { abs($0 - $1) }.max() ?? 0) / size
  }

  @Test(arguments: recordings.indices, [1, 2])
  func threeAdamStepsGiveTheNumbersOfAnotherImplementation(index: Int, threads: Int) throws {
    let (file, filters) = Self.recordings[index]
    let architecture = architecture(filters)
    let url = try #require(
      Bundle.module.url(
        forResource: file, withExtension: "safetensors", subdirectory: "Vectors"))
    let reference = try SafeTensors(path: url.path)
    func recorded(_ name: String) throws -> [Float] { try #require(reference[name]).values }
    let network = try SSDDetector(
      architecture, optimizer: .adam(learningRate: 1e-2), maximumBatch: 5, threads: threads,
      seed: 1)
    let shapes = network.weightShapes
    for shape in shapes { #expect(reference["before." + shape.name]?.shape == shape.shape) }
    network.weights = try shapes.map { try recorded("before." + $0.name) }
    let images = try recorded("x")
    let loss = AllBoxesLoss(
      labels: try recorded("labels").map { Int($0) }, offsets: try recorded("offsets"),
      boxes: architecture.boxCount, classes: 3)
    let losses = try recorded("losses")
    for step in 0..<3 {
      // The reference adds 1e-8 after the bias correction of √v, Keras before it.
      let epsilon = Float(1e-8 * (1 - pow(0.999, Double(step + 1))).squareRoot())
      network.optimizer = .adam(learningRate: 1e-2, epsilon: epsilon)
      let total = network.trainStep(images, count: 5, loss: loss.measure).total
      #expect(abs(total - Double(losses[step])) < 1e-5)
      if step == 0 {
        for (gradient, index) in zip(network.lastGradients, network.trainedWeights) {
          let name = shapes[index].name
          let difference = worst(gradient, try recorded("gradient." + name))
          #expect(difference < 1e-4, "\(name)")
        }
      }
    }
    for (values, shape) in zip(network.weights, shapes) {
      let difference = worst(values, try recorded("after." + shape.name))
      #expect(difference < 1e-3, "\(shape.name)")
    }
    #expect(worst(network.predict(images).scores, try recorded("scores")) < 1e-3)
  }
}
