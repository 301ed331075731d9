import Boxes
import Networks
import SeededRandom

/// Small detectors and images for tests.
enum SSDSamples {
  /// 6 – 18s2 [tap] – 7 [tap]: normalised, of channels that fill no register.
  static let tiny = SSDArchitecture(
    side: 12,
    blocks: [
      ConvolutionBlock(filters: 6), ConvolutionBlock(filters: 18, stride: 2),
      ConvolutionBlock(filters: 7),
    ], taps: [1, 2], scales: [0.3, 0.5, 0.8], aspectRatios: [2], classes: 2)

  /// Images of noise.
  static func images(_ count: Int, side: Int, seed: UInt64 = 5) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return (0..<count * 3 * side * side).map { _ in random.uniform() }
  }

  /// One to three objects per image.
  static func truths(_ count: Int, classes: Int, seed: UInt64 = 6) -> [[SSDTruth]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<1 + random.index(below: 3)).map { _ in
        SSDTruth(
          box: UnitBox(
            x: Double(random.uniform(0...0.5)), y: Double(random.uniform(0...0.5)),
            width: Double(random.uniform(0.2...0.5)), height: Double(random.uniform(0.2...0.5))),
          label: random.index(below: classes))
      }
    }
  }

  /// A detector for up to eight images.
  static func network(
    _ architecture: SSDArchitecture = tiny, optimizer: Optimizer = .adam(learningRate: 0.01),
    averaging: Optimizer.Averaging? = nil, threads: Int = 1, seed: UInt64 = 3
  ) throws -> SSDDetector {
    try SSDDetector(
      architecture, optimizer: optimizer, averaging: averaging, maximumBatch: 8, threads: threads,
      seed: seed)
  }
}
