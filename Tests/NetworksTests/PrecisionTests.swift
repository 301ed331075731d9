import CKernels
import Networks
import SeededRandom
import Synchronization
import Testing

/// Training in bfloat16, whose numbers have 8 digits in place of 24.
@Suite struct PrecisionTests {
  /// Channels that fill no register, and ones that lie in blocks where the processor has wide registers.
  private static let filters = [[6, 18, 7], [16, 32, 16]]

  private func network(
    _ filters: [Int], _ precision: Precision, threads: Int = 1, seed: UInt64 = 3
  ) throws -> SSDDetector {
    var architecture = SSDSamples.tiny
    for index in filters.indices { architecture.blocks[index].filters = filters[index] }
    return try SSDDetector(
      architecture, optimizer: .adam(learningRate: 0.01), precision: precision, maximumBatch: 8,
      threads: threads, seed: seed)
  }

  private let images = SSDSamples.images(8, side: 12)
  private let truths = SSDSamples.truths(8, classes: 2)

  @Test func numbersAreRoundedToTheNearestAndTiesToTheEvenOne() {
    func rounded(_ values: [Float]) -> [Float] {
      var bits = [UInt16](repeating: 0, count: values.count)
      plateau_round_to_bfloat16(values, &bits, values.count)
      return bits.map { Float(bitPattern: UInt32($0) << 16) }
    }
    // Next to 1, numbers are 1/128 apart.
    let step: Float = 1 / 128
    #expect(
      rounded([1, 1 + step * 0.49, 1 + step * 0.51, 1 + step / 2, 1 + step * 1.5, -1 - step * 0.51])
        == [1, 1, 1 + step, 1, 1 + 2 * step, -1 - step])
    #expect(
      rounded([0, .infinity, -.infinity, .greatestFiniteMagnitude]) == [
        0, .infinity, -.infinity, .infinity,
      ])
    // Their upper halves alone would be infinity.
    let quiet = Float(bitPattern: 0x7f80_0001)
    #expect(rounded([.nan, quiet, -quiet]).allSatisfy { $0.isNaN })
    #expect(rounded((0..<100).map(Float.init)) == (0..<100).map(Float.init))
  }

  /// Two blocks without normalisation, whose second one has the only head.
  private func plain(_ filters: [Int], _ precision: Precision, threads: Int) throws -> SSDDetector {
    var architecture = SSDSamples.tiny
    architecture.blocks = [
      ConvolutionBlock(filters: filters[0], isNormalized: false),
      ConvolutionBlock(filters: filters[1], stride: 2, isNormalized: false),
    ]
    (architecture.taps, architecture.scales) = ([1], [0.3, 0.5])
    let network = try SSDDetector(
      architecture, optimizer: .sgd(learningRate: 0.01), precision: precision, maximumBatch: 8,
      threads: threads, seed: 3)
    var random = SeededGenerator(seed: 7)
    network.weights = zip(network.weights, network.weightShapes).map { values, shape in
      var new = [Float](repeating: 0, count: values.count)
      // One weight of 1 or -1 for each output.
      let size = values.count / (shape.shape.first ?? 1)
      for start in stride(from: 0, to: values.count, by: size) {
        new[start + random.index(below: size)] = random.index(below: 2) == 0 ? 1 : -1
      }
      return new
    }
    return network
  }

  /// Small integers have the same products in both.
  @Test(.enabled(if: Precision.bfloat16.isSupported), arguments: filters, [1, 2])
  func numbersThatItHoldsGiveTheSameBits(filters: [Int], threads: Int) throws {
    let images = images.map { ($0 * 4).rounded() }
    func step(_ precision: Precision, images: [Float]) throws -> (
      outputs: [Float], gradients: [[Float]]
    ) {
      let network = try plain(filters, precision, threads: threads)
      let size = network.outputSize
      let outputs = Mutex([Float](repeating: 0, count: 8 * size))
      _ = network.trainStep(images, count: 8) { part, values, gradient in
        outputs.withLock { outputs in
          for k in 0..<part.count * size {
            outputs[part.lowerBound * size + k] = values[k]
            gradient[k] = Float((part.lowerBound * size + k) % 3 - 1)
          }
        }
        return SSDLoss.Parts()
      }
      return (outputs.withLock { $0 }, network.lastGradients)
    }
    let (exact, rounded) = (try step(.float32, images: images), try step(.bfloat16, images: images))
    #expect(Set(exact.outputs).count > 5)
    #expect(exact.outputs == rounded.outputs)
    #expect(exact.gradients == rounded.gradients)
    #expect(exact.gradients.allSatisfy { $0.contains { $0 != 0 } })
    // Others are rounded.
    let thirds = images.map { $0 / 3 }
    let other = (try step(.float32, images: thirds), try step(.bfloat16, images: thirds))
    #expect(other.0.outputs != other.1.outputs)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported), arguments: filters, [1, 2])
  func theLossDiffersByRoundingOnly(filters: [Int], threads: Int) throws {
    let exact = try network(filters, .float32, threads: threads).trainStep(images, truths)
    let rounded = try network(filters, .bfloat16, threads: threads).trainStep(images, truths)
    #expect(exact.positives == rounded.positives)
    #expect(exact.total != rounded.total)
    #expect(abs(exact.total - rounded.total) < 0.01 * exact.total)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported), arguments: filters)
  func theSameSeedGivesTheSameBits(filters: [Int]) throws {
    func run() throws -> [[Float]] {
      let network = try network(filters, .bfloat16, threads: 2)
      for count in [8, 8, 5, 1, 8] {
        _ = network.trainStep(Array(images[..<(count * 3 * 144)]), Array(truths[..<count]))
      }
      return network.weights
    }
    let once = try run()
    #expect(try run() == once)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported), arguments: filters)
  func itLearnsEightImagesByHeart(filters: [Int]) throws {
    let network = try network(filters, .bfloat16, threads: 2)
    let before = network.trainStep(images, truths)
    for _ in 0..<300 { _ = network.trainStep(images, truths) }
    #expect(network.trainStep(images, truths).total < before.total / 10)
    #expect(network.evaluate(images, truths).parts.total < before.total / 4)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported))
  func predictionsHaveThirtyTwoBits() throws {
    let (exact, rounded) = (
      try network([16, 32, 16], .float32), try network([16, 32, 16], .bfloat16)
    )
    #expect(exact.predict(images) == rounded.predict(images))
    #expect(rounded.summary == exact.summary + ", bfloat16")
  }

  @Test(.enabled(if: !Precision.bfloat16.isSupported))
  func otherProcessorsRefuseIt() {
    let error = #expect(throws: ArchitectureError.self) { try network([6, 18, 7], .bfloat16) }
    #expect(error?.description.contains("train with precision: float32") == true)
  }
}
