import ArgumentParser
import Boxes
import Networks
import SeededRandom

/// Training steps of a small single-shot detector, the network of `Benchmarks/peers/torch_ssd.py`.
struct SSD: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ssd", abstract: "Images per second in the training step of a small detector.")

  @Option(help: "Images per batch.")
  var batch = 32
  @Option(help: "Steps; the median is printed.")
  var steps = 40
  @Option(help: "Threads.")
  var threads = 2
  @Flag(help: "Multiply in bfloat16.")
  var bfloat16 = false
  @OptionGroup var format: BenchResult.Format
  @Flag(
    help: "Use the 64-pixel detector of the samples, with objects and the loss of the detector.")
  var shapes = false

  /// Three heads on 96 × 96 pixels: 756 boxes, 3 classes.
  static let architecture = SSDArchitecture(
    side: 96,
    blocks: [16, 32, 64, 128, 128, 128].enumerated().map { index, filters in
      ConvolutionBlock(filters: filters, pools: index < 5)
    }, taps: [3, 4, 5], scales: [0.2, 0.4, 0.6, 0.8], classes: 3)

  /// Strides instead of pooling: 320 boxes, 3 classes.
  static let small = SSDArchitecture(
    side: 64,
    blocks: [(16, 2), (32, 2), (64, 2), (64, 1), (64, 2)].map { filters, stride in
      ConvolutionBlock(filters: filters, stride: stride)
    }, taps: [3, 4], scales: [0.22, 0.4, 0.62], classes: 3)

  func run() throws {
    let architecture = shapes ? Self.small : Self.architecture
    var random = SeededGenerator(seed: 1)
    let network = try SSDDetector(
      architecture, optimizer: .adam(learningRate: 0.001),
      precision: bfloat16 ? .bfloat16 : .float32, maximumBatch: batch,
      threads: threads, seed: 1)
    let count = batch * architecture.boxCount
    let images = (0..<batch * 3 * architecture.side * architecture.side).map { _ in
      random.uniform()
    }
    let loss = AllBoxesLoss(
      labels: (0..<count).map { _ in random.index(below: 4) },
      offsets: (0..<count * 4).map { _ in random.normal() }, boxes: architecture.boxCount,
      classes: 4)
    let truths = (0..<batch).map { _ in
      (0..<1 + random.index(below: 4)).map { _ in
        SSDTruth(
          box: UnitBox(
            x: Double(random.uniform(0...0.6)), y: Double(random.uniform(0...0.6)),
            width: Double(random.uniform(0.15...0.4)), height: Double(random.uniform(0.15...0.4))),
          label: random.index(below: 3))
      }
    }
    func step() {
      if shapes {
        _ = network.trainStep(images, truths)
      } else {
        _ = network.trainStep(images, count: batch, loss: loss.measure)
      }
    }
    for _ in 0..<5 { step() }
    let times = (0..<steps).map { _ in Timing.seconds(step) }
    BenchResult([
      ("impl", .text("plateau-ssd")), ("batch", .integer(batch)), ("threads", .integer(threads)),
      ("img_s", .number(Double(batch * steps) / times.reduce(0, +), decimals: 1)),
      ("ms_med", .number(Timing.median(times) * 1000, decimals: 2)),
      ("params", .integer(network.parameterCount)), ("rss_mb", .integer(Timing.peakMemory)),
    ]).print(format)
  }
}
