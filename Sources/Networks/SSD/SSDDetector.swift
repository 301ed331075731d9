internal import CKernels

/// A single-shot detector (doi:10.1007/978-3-319-46448-0_2), trained in mini-batches.
///
/// Used from one thread; its own workers help it. Deterministic: the same seed, data and number of threads
/// give the same bits on the same processor. A batch may have any number of images up to `maximumBatch`;
/// what oneDNN makes for a number of images is kept, so the last, smaller batch of an epoch costs some
/// milliseconds once.
public final class SSDDetector: WeightedNetwork {
  /// What it is made of.
  public let architecture: SSDArchitecture
  /// The boxes its outputs are offsets from.
  public let defaultBoxes: DefaultBoxes
  /// How weights follow gradients; its numbers may be changed between steps, not its kind.
  ///
  /// The rate that counts is `learningRate`.
  public var optimizer: Optimizer
  /// The moving average that is kept of the weights; nil for none.
  public let averaging: Optimizer.Averaging?
  /// The largest batch it takes.
  public let maximumBatch: Int
  /// The rate at which weights follow gradients; may be changed between steps.
  public var learningRate: Float
  /// Steps done.
  public internal(set) var iterations = 0

  /// How images lie between the convolutions.
  let layout: ImageLayout
  /// The convolutions of the trunk, then those of the heads.
  let shapes: [ConvolutionShape]
  /// Where each head's numbers begin among an image's outputs.
  let headStarts: [Int]
  let parameters: SSDParameters
  let storage: KernelStorage
  let buffers: SSDBuffers
  let team: Team
  let oneDNN: OneDNN
  /// By block, then by thread.
  let statistics: [[ChannelStatistics]]
  let targets: SSDTargets
  let results: PartsOfThreads
  /// The convolutions by number of images.
  private var convolutions: [Int: SSDConvolutions]
  /// The detector as it predicts, normalisation folded into the kernels.
  let folded: FoldedConvolutions

  /// Makes a detector with fresh weights.
  ///
  /// - Parameters:
  ///   - averaging: the moving average to keep of the weights.
  ///   - maximumBatch: the largest batch of any kind, at least 1.
  ///   - threads: how many work on a step, at least 1.
  ///   - seed: of the weights.
  /// - Throws: `ArchitectureError` when there can be no such detector, in one sentence.
  public init(
    _ architecture: SSDArchitecture, optimizer: Optimizer,
    averaging: Optimizer.Averaging? = nil, maximumBatch: Int = 32, threads: Int = 2, seed: UInt64
  ) throws(ArchitectureError) {
    try architecture.validate()
    guard maximumBatch > 0 else { throw ArchitectureError("a batch must have at least 1 image") }
    self.architecture = architecture
    self.optimizer = optimizer
    self.averaging = averaging
    self.maximumBatch = maximumBatch
    learningRate = optimizer.learningRate
    defaultBoxes = architecture.defaultBoxes
    let heads = architecture.heads
    shapes = architecture.trunk + heads
    headStarts = heads.indices.map { head in heads[..<head].reduce(0) { $0 + $1.outputCount } }
    let team = Team(threads: threads)
    self.team = team
    let layout = ImageLayout(filters: architecture.blocks.map(\.filters))
    self.layout = layout
    buffers = SSDBuffers(architecture, layout, images: maximumBatch)
    statistics = architecture.blocks.map { block in
      (0..<team.size).map { _ in ChannelStatistics(channels: block.filters) }
    }
    targets = SSDTargets(
      defaultBoxes, classes: architecture.classes + 1, images: maximumBatch, threads: team.size)
    results = PartsOfThreads(threads: team.size)
    do {
      let oneDNN = try OneDNN(threads: team.size)
      self.oneDNN = oneDNN
      let largest = (maximumBatch + team.size - 1) / team.size
      let made = try SSDConvolutions(
        architecture, images: largest, layout, layouts: nil, of: oneDNN)
      convolutions = [largest: made]
      parameters = SSDParameters(
        made.all, blocks: architecture.blocks, optimizer, keepsAverage: averaging != nil,
        threads: team.size)
      storage = try KernelStorage(made.all, of: oneDNN)
      folded = FoldedConvolutions(architecture, layout, of: oneDNN)
    } catch {
      throw ArchitectureError(error)
    }
    weights = SSDParameters.initialWeights(architecture, seed: seed)
  }

  /// How many threads work on a step; fewer than asked for where no more could be made.
  public var threads: Int { team.size }

  /// The detector in words.
  public var summary: String { architecture.summary }

  /// Trainable numbers; running statistics are not among them.
  public var parameterCount: Int {
    zip(shapes, parameters.places).reduce(0) { sum, pair in
      sum + pair.0.weightCount + pair.1.scale.count + pair.1.shift.count
    }
  }

  /// Numbers of an image's outputs: boxes × (4 offsets, then the scores of the background and each class).
  public var outputSize: Int { defaultBoxes.count * architecture.valuesPerBox }

  /// Trains on a batch.
  ///
  /// - Parameters:
  ///   - images: images × 3 × side × side, channels first, from 0 to 1 or normalised.
  ///   - truths: the objects of each image.
  /// - Returns: the loss before the weights moved.
  /// - Precondition: there are as many images as lists of objects, at most `maximumBatch`, and labels are
  ///   classes.
  public func trainStep(_ images: [Float], _ truths: [[SSDTruth]]) -> SSDLoss.Parts {
    check(truths)
    return step(
      images, count: truths.count,
      SSDStep.Loss(
        prepare: { rank, images in self.match(truths, images, rank) },
        measure: { rank, images, outputs, gradient in
          self.measure(rank, images, outputs, gradient, count: truths.count)
        }))
  }

  /// Trains on a batch with another loss than `SSDLoss`.
  ///
  /// - Parameters:
  ///   - images: as above.
  ///   - count: images, at most `maximumBatch`.
  ///   - loss: called on several threads at once, each with its images and their outputs; it writes the
  ///     derivative of the loss by each of these and returns their part of it.
  public func trainStep(
    _ images: [Float], count: Int,
    loss:
      @Sendable (
        _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>
      ) -> SSDLoss.Parts
  ) -> SSDLoss.Parts {
    withoutActuallyEscaping(loss) { loss in
      step(
        images, count: count,
        SSDStep.Loss(
          prepare: { _, _ in },
          measure: { _, images, outputs, gradient in loss(images, outputs, gradient) }))
    }
  }

  private func step(_ images: [Float], count: Int, _ loss: SSDStep.Loss) -> SSDLoss.Parts {
    check(images, count: count)
    if count == 0 { return SSDLoss.Parts() }
    iterations += 1
    folded.isCurrent = false
    let convolutions = (0..<team.size).map { rank in
      self.convolutions(images: share(of: count, rank).count)
    }
    images.withUnsafeBufferPointer { images in
      guard let images = images.baseAddress else { return }
      let step = SSDStep(
        network: self, images: images, count: count, loss: loss, convolutions: convolutions)
      team.run { rank in step.run(rank) }
    }
    return results.sum
  }

  /// The images of a thread.
  func share(of count: Int, _ rank: Int) -> Range<Int> {
    Share.of(count, rank: rank, size: team.size, block: 1)
  }

  private func convolutions(images: Int) -> SSDConvolutions? {
    if images == 0 { return nil }
    if let made = convolutions[images] { return made }
    do {
      let made = try SSDConvolutions(
        architecture, images: images, layout, layouts: storage.layouts, of: oneDNN)
      convolutions[images] = made
      return made
    } catch {
      // The same convolutions of more images were made before: only memory can be missing.
      preconditionFailure("\(ArchitectureError(error))")
    }
  }

  func match(_ truths: [[SSDTruth]], _ images: Range<Int>, _ rank: Int) {
    for image in images { targets.match(truths[image], image: image, rank: rank) }
  }

  func measure(
    _ rank: Int, _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>?, count: Int
  ) -> SSDLoss.Parts {
    let positives = targets.positives(images: count)
    var parts = SSDLoss.Parts()
    for image in images {
      let start = (image - images.lowerBound) * outputSize
      parts += targets.measure(
        outputs + start, gradient: gradient.map { $0 + start }, image: image, rank: rank,
        positives: positives)
    }
    return parts
  }

  func check(_ truths: [[SSDTruth]]) {
    let classes = architecture.classes
    precondition(
      truths.allSatisfy { $0.allSatisfy { (0..<classes).contains($0.label) } },
      "a label is no class")
  }

  func check(_ images: [Float], count: Int) {
    precondition(count <= maximumBatch, "the batch is larger than the detector was made for")
    let size = 3 * architecture.side * architecture.side
    precondition(images.count == count * size, "every image needs all its pixels")
  }
}
