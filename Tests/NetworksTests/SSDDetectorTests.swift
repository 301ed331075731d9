import Foundation
import Networks
import Synchronization
import TestSupport
import Testing

@Suite struct SSDDetectorTests {
  private let images = SSDSamples.images(8, side: 12)
  private let truths = SSDSamples.truths(8, classes: 2)

  private func worst(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test(arguments: [1, 2])
  func theSameSeedGivesTheSameBits(threads: Int) throws {
    func run() throws -> [[Float]] {
      let network = try SSDSamples.network(threads: threads)
      for _ in 0..<6 { _ = network.trainStep(images, truths) }
      return network.weights
    }
    let once = try run()
    for _ in 0..<3 { #expect(try run() == once) }
  }

  @Test func threadsChangeRoundingOnly() throws {
    let networks = try [1, 2, 3].map { try SSDSamples.network(threads: $0) }
    let losses = networks.map { network in
      (0..<3).map { _ in network.trainStep(images, truths).total }
    }
    for other in losses.dropFirst() {
      for (a, b) in zip(losses[0], other) { #expect(abs(a - b) < 1e-3 * abs(a)) }
    }
    let first = losses.map { $0[0] }
    #expect(abs(first[0] - first[1]) < 1e-5)
  }

  @Test func itLearnsEightImagesByHeart() throws {
    let network = try SSDSamples.network(threads: 2)
    let before = network.trainStep(images, truths)
    for _ in 0..<300 { _ = network.trainStep(images, truths) }
    let after = network.trainStep(images, truths)
    #expect(after.total < before.total / 10)
    #expect(after.positives == before.positives)
    // Running statistics have followed.
    #expect(network.evaluate(images, truths).parts.total < before.total / 4)
  }

  @Test(arguments: [1, 2])
  func aSmallerLastBatchIsABatchOfItsOwn(threads: Int) throws {
    let size = 3 * 12 * 12
    for count in [1, 3, 7] {
      let trained = try SSDSamples.network(threads: threads)
      let fresh = try SSDDetector(
        SSDSamples.tiny, optimizer: .adam(learningRate: 0.01), maximumBatch: count,
        threads: threads, seed: 3)
      let weights = trained.weights
      _ = trained.trainStep(images, truths)
      trained.weights = weights
      trained.resetOptimizer()
      let part = Array(images[..<(count * size)])
      let loss = trained.trainStep(part, Array(truths[..<count]))
      let other = fresh.trainStep(part, Array(truths[..<count]))
      #expect(abs(loss.total - other.total) < 1e-5 * other.total)
      #expect(loss.positives == other.positives)
      for (a, b) in zip(trained.lastGradients, fresh.lastGradients) {
        #expect(worst(a, b) < 1e-3 * (b.map(abs).max() ?? 0) + 1e-6)
      }
    }
  }

  @Test func aBatchOfFewerImagesThanThreadsLeavesNothingBehind() throws {
    // Normalised and with a bias alone: both have gradients that only one thread writes.
    var architecture = SSDSamples.tiny
    architecture.blocks[0].isNormalized = false
    let size = 3 * 12 * 12
    let networks = try [1, 2, 3].map {
      try SSDSamples.network(architecture, optimizer: .sgd(learningRate: 0.01), threads: $0)
    }
    for network in networks {
      _ = network.trainStep(Array(images[..<size]), Array(truths[..<1]))
      _ = network.trainStep(images, truths)
    }
    for network in networks.dropFirst() {
      for (a, b) in zip(network.lastGradients, networks[0].lastGradients) {
        #expect(worst(a, b) < 1e-3 * (b.map(abs).max() ?? 0) + 1e-5)
      }
    }
  }

  @Test func aBatchOfNothingIsNoStep() throws {
    let network = try SSDSamples.network()
    let weights = network.weights
    #expect(network.trainStep([], []) == SSDLoss.Parts())
    #expect(network.iterations == 0)
    #expect(network.weights == weights)
  }

  @Test func aMeasureDoesNotDependOnThreadsOrBatches() throws {
    let one = try SSDSamples.network()
    for _ in 0..<10 { _ = one.trainStep(images, truths) }
    let three = try SSDSamples.network(threads: 3)
    three.weights = one.weights
    let (a, b) = (one.evaluate(images, truths), three.evaluate(images, truths))
    #expect(abs(a.parts.total - b.parts.total) < 1e-4)
    #expect(worst(a.predictions.scores, b.predictions.scores) < 1e-4)
    #expect(a.predictions.scores.count == 8 * one.defaultBoxes.count * 3)
    #expect(a.predictions.boxes.count == 8 * one.defaultBoxes.count * 4)
    let all = one.predict(images + images + images[..<(3 * 144)])
    #expect(all.scores.count == 17 * one.defaultBoxes.count * 3)
    #expect(
      worst(
        Array(all.scores.suffix(100)),
        Array(a.predictions.scores.prefix(one.defaultBoxes.count * 3).suffix(100))) < 1e-4)
    for box in 0..<10 {
      #expect(abs(a.predictions.scores[box * 3..<box * 3 + 3].reduce(0, +) - 1) < 1e-5)
    }
  }

  @Test func foldingNormalisationAwayChangesNothing() throws {
    // With a rate of 0, momentum lets the running statistics become those of the batch, with which a
    // training step normalises without folding; its variance is n / (n - 1) of that.
    let network = try SSDSamples.network(optimizer: .sgd(learningRate: 0), threads: 2)
    for _ in 0..<400 { _ = network.trainStep(images, truths) }
    let classes = 3
    let size = network.outputSize
    let outputs = Mutex([Float](repeating: 0, count: 8 * size))
    _ = network.trainStep(images, count: 8) { images, values, _ in
      outputs.withLock { outputs in
        for offset in 0..<images.count * size {
          outputs[images.lowerBound * size + offset] = values[offset]
        }
      }
      return SSDLoss.Parts()
    }
    let found = network.evaluate(images, truths).predictions
    let unfolded = outputs.withLock { $0 }
    var difference: Float = 0
    for box in 0..<8 * network.defaultBoxes.count {
      let scores = unfolded[box * 7 + 4..<box * 7 + 7].map { exp($0) }
      for c in 0..<classes {
        let softmax = scores[c] / scores.reduce(0, +)
        difference = max(difference, abs(softmax - found.scores[box * classes + c]))
      }
    }
    #expect(difference < 2e-4)
    // The current weights count, also for batches seen before.
    var weights = network.weights
    weights[weights.count - 1] = weights[weights.count - 1].map { $0 + 1 }
    weights[0] = weights[0].map { $0 * -1 }
    network.weights = weights
    #expect(network.evaluate(images, truths).predictions != found)
  }

  @Test func measuringChangesNothing() throws {
    let network = try SSDSamples.network(threads: 2)
    _ = network.trainStep(images, truths)
    let before = network.weights
    _ = network.evaluate(images, truths)
    #expect(network.weights == before)
    #expect(network.iterations == 1)
  }

  @Test func theRunningStatisticsFollowByATenth() throws {
    let network = try SSDSamples.network(optimizer: .sgd(learningRate: 0))
    let shapes = network.weightShapes.map(\.name)
    let mean = try #require(shapes.firstIndex(of: "blocks.0.norm.running_mean"))
    let variance = try #require(shapes.firstIndex(of: "blocks.0.norm.running_var"))
    _ = network.trainStep(images, truths)
    let once = (network.weights[mean], network.weights[variance])
    _ = network.trainStep(images, truths)
    let twice = (network.weights[mean], network.weights[variance])
    for channel in 0..<6 {
      // From 0 towards m, from 1 towards v: 0.1 m and 0.9 + 0.1 v, then 0.19 m and 0.81 + 0.19 v.
      #expect(abs(twice.0[channel] - 1.9 * once.0[channel]) < 1e-5)
      #expect(abs(twice.1[channel] - 0.81 - 1.9 * (once.1[channel] - 0.9)) < 1e-5)
    }
  }

  @Test func aNetworkIsKeptWithItsOptimiser() throws {
    let folder = TemporaryFolder()
    let path = folder.path("ssd.safetensors")
    let averaging = Optimizer.Averaging(momentum: 0.9)
    let network = try SSDSamples.network(averaging: averaging, threads: 2)
    for _ in 0..<3 { _ = network.trainStep(images, truths) }
    let best = network.weights
    _ = network.trainStep(images, truths)
    try network.tensors(weightsOnly: false, keeping: ["best": best]).write(to: path)
    let file = try SafeTensors(path: path)
    #expect(file["blocks.1.conv.weight"]?.shape == [18, 6, 3, 3])
    #expect(file["heads.0.bias"]?.shape == [3 * 7])
    #expect(file["blocks.0.norm.running_var"] != nil)
    #expect(file["blocks.0.norm.running_var.first_moment"] == nil)

    let other = try SSDSamples.network(averaging: averaging, threads: 2, seed: 99)
    try other.restore(from: file, path: path)
    #expect(other.weights == network.weights)
    #expect(other.averagedWeights == network.averagedWeights)
    #expect(other.moments.first == network.moments.first)
    #expect(other.moments.second == network.moments.second)
    #expect(other.iterations == 4)
    #expect(try other.kept(in: file, path: path)["best"] == best)
    // Both continue in the same way.
    _ = (network.trainStep(images, truths), other.trainStep(images, truths))
    #expect(other.weights == network.weights)
    #expect(network.tensors(weightsOnly: true).tensors.count == network.weightShapes.count)
  }

  @Test func anotherNetworksFileIsRefusedAndNothingChanges() throws {
    let network = try SSDSamples.network()
    var architecture = SSDSamples.tiny
    architecture.classes = 3
    let file = try SSDSamples.network(architecture).tensors(weightsOnly: true)
    let before = network.weights
    let error = #expect(throws: WeightsError.self) { try network.restore(from: file, path: "a") }
    #expect(error?.description.contains("heads.0.weight is [24, 18, 3, 3] there") == true)
    #expect(network.weights == before)
  }

  @Test func theAverageOfTheWeightsFollowsThem() throws {
    let network = try SSDSamples.network(
      optimizer: .sgd(learningRate: 0.1, momentum: 0.9),
      averaging: Optimizer.Averaging(momentum: 0.75))
    #expect(network.averagedWeights == network.weights)
    _ = network.trainStep(images, truths)
    let first = network.weights
    #expect(network.averagedWeights == first)
    _ = network.trainStep(images, truths)
    let second = network.weights
    let average = try #require(network.averagedWeights)
    for tensor in network.trainedWeights {
      let expected = zip(first[tensor], second[tensor]).map { 0.75 * $0 + 0.25 * $1 }
      #expect(worst(average[tensor], expected) < 1e-6)
    }
  }

  @Test func divergenceShowsAsNaN() throws {
    let network = try SSDSamples.network(optimizer: .sgd(learningRate: 1e30))
    var loss = SSDLoss.Parts()
    for _ in 0..<4 { loss = network.trainStep(images, truths) }
    #expect(!loss.total.isFinite)
  }

  @Test func theSummaryNamesBlocksTapsAndBoxes() throws {
    let network = try SSDSamples.network()
    #expect(network.summary == "12 px: 6 – 18s2 [tap 6×6] – 7 [tap 6×6]; 216 boxes, 2 classes")
    let trunk = 3 * 6 * 9 + 6 * 18 * 9 + 18 * 7 * 9 + 2 * (6 + 18 + 7)
    #expect(network.parameterCount == trunk + (18 + 7) * 21 * 9 + 2 * 21)
  }

  @Test func whatCannotBeBuiltIsToldInASentence() {
    func reason(_ change: (inout SSDArchitecture) -> Void) -> String? {
      var architecture = SSDSamples.tiny
      change(&architecture)
      do {
        try architecture.validate()
        return nil
      } catch {
        return error.description
      }
    }
    #expect(reason { _ in } == nil)
    #expect(reason { $0.blocks = [] } == "a detector needs at least one block")
    #expect(reason { $0.blocks[1].filters = 0 } == "block 1 must have 1 to 4096 filters, not 0")
    #expect(
      reason { $0.blocks[1].kernel = 2 } == "block 1 must have kernels of side 1, 3, 5 or 7, not 2")
    #expect(reason { $0.blocks[0].stride = 0 } == "block 0 must have a stride of 1 to 4, not 0")
    #expect(reason { $0.taps = [2, 1] } == "taps must ascend: 1 comes after 2")
    #expect(
      reason { $0.taps = [0, 1] } == "the last block (2) must be a tap: nothing else reads it")
    #expect(reason { $0.taps = [1, 7] } == "taps must be blocks, from 0 to 2")
    #expect(reason { $0.scales = [0.1] } == "2 taps need 3 scales (one each and one more), not 1")
    #expect(reason { $0.scales[0] = .nan } == "scales must be above 0, at most 2")
    #expect(
      reason { $0.aspectRatios = [1] } == "aspect ratio 1 is always there: name only the others")
    #expect(reason { $0.classes = 0 } == "there must be 1 to 1000 classes, not 0")
    #expect(reason { $0.side = 3 } == "an image's side must be 8 to 2048 pixels, not 3")
    #expect(
      reason { $0.blocks[2].pools = true } == "the last block cannot pool: nothing comes after it")
  }
}
