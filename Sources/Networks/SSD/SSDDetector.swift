internal import CKernels

/// A single-shot detector (doi:10.1007/978-3-319-46448-0_2), trained in mini-batches.
///
/// Architectures are limited to `SSDArchitecture`: a trunk of convolution blocks with heads. Use a detector
/// from one thread; it has worker threads of its own. It is deterministic: the same seed, data and number of
/// threads give the same bits on the same CPU. A batch may have any number of images up to `maximumBatch`.
/// The primitives of oneDNN for a number of images are kept, so the smaller last batch of an epoch costs some
/// milliseconds only once.
public final class SSDDetector: WeightedNetwork {
  /// The architecture of the detector.
  public let architecture: SSDArchitecture
  /// The boxes that the outputs are offsets from.
  public let defaultBoxes: DefaultBoxes
  /// The rule by which gradients change the weights.
  ///
  /// The numbers may change between steps, but not the kind.
  ///
  /// The rate that counts is `learningRate`.
  public var optimizer: Optimizer
  /// The moving average of the weights; `nil` if none is kept.
  public let averaging: Optimizer.Averaging?
  /// The largest batch that a step accepts, over all processes.
  public let maximumBatch: Int
  /// The other processes that train on parts of the same batches; `nil` for none.
  let exchange: (any GradientExchange)?
  /// The largest part of a batch that this process takes.
  let maximumPart: Int
  /// The numbers that a step multiplies; predictions always have 32 bits.
  public let precision: Precision
  /// The learning rate; it may change between steps.
  public var learningRate: Float
  /// The number of steps so far.
  public internal(set) var iterations = 0

  /// The layout of images between the convolutions.
  let layout: ImageLayout
  /// The convolutions of the trunk, then those of the heads.
  let shapes: [ConvolutionShape]
  /// The offset of each head in the outputs of an image.
  let headStarts: [Int]
  let parameters: SSDParameters
  let storage: KernelStorage
  let buffers: SSDBuffers
  let team: Team
  let oneDNN: OneDNN
  /// The channel statistics, by block, then by thread; those of the threads of all processes.
  let statistics: [[ChannelStatistics]]
  let targets: SSDTargets
  let results: PartsOfThreads
  let totals = BatchTotals()
  /// The convolutions, by number of images.
  private var convolutions: [Int: SSDConvolutions]
  /// The detector for prediction, with normalisation folded into the kernels.
  let folded: FoldedConvolutions

  /// Creates a detector with initial weights.
  ///
  /// - Parameters:
  ///   - averaging: The moving average to keep of the weights.
  ///   - precision: The numbers that a step multiplies.
  ///   - maximumBatch: The largest batch, of training or evaluation, at least 1; memory for it, or for the part of it
  ///     that this process takes, is reserved at once.
  ///   - threads: The number of threads that share a step, at least 1.
  ///   - exchange: The copies of this detector in other processes, which train on other parts of the same batches;
  ///     `nil` if it trains alone. With it, `trainStep` and `evaluate` take this process's part of a batch.
  ///   - seed: The seed of the weights.
  /// - Throws: `ArchitectureError` if the detector cannot be built, or the processor does not multiply such numbers.
  public init(
    _ architecture: SSDArchitecture, optimizer: Optimizer,
    averaging: Optimizer.Averaging? = nil, precision: Precision = .float32, maximumBatch: Int = 32,
    threads: Int = 2,
    exchange: (any GradientExchange)? = nil, seed: UInt64
  ) throws(ArchitectureError) {
    try architecture.validate()
    guard maximumBatch > 0 else { throw ArchitectureError("a batch must have at least 1 image") }
    do { try OneDNN.load() } catch { throw ArchitectureError(error.description) }
    guard precision.isSupported else { throw ArchitectureError(precision) }
    self.architecture = architecture
    self.precision = precision
    self.optimizer = optimizer
    self.averaging = averaging
    self.maximumBatch = maximumBatch
    self.exchange = exchange
    let processes = exchange?.place.size ?? 1
    let part = (maximumBatch + processes - 1) / processes
    maximumPart = part
    learningRate = optimizer.learningRate
    defaultBoxes = architecture.defaultBoxes
    let heads = architecture.heads
    shapes = architecture.trunk + heads
    headStarts = heads.indices.map { head in heads[..<head].reduce(0) { $0 + $1.outputCount } }
    let team = Team(threads: threads)
    self.team = team
    let layout = ImageLayout(filters: architecture.blocks.map(\.filters))
    self.layout = layout
    buffers = SSDBuffers(architecture, layout, images: part)
    statistics = architecture.blocks.map { block in
      (0..<processes * team.size).map { _ in ChannelStatistics(channels: block.filters) }
    }
    targets = SSDTargets(
      defaultBoxes, classes: architecture.classes + 1, images: part, threads: team.size)
    results = PartsOfThreads(threads: team.size)
    do {
      let oneDNN = try OneDNN(threads: team.size)
      self.oneDNN = oneDNN
      let largest = (part + team.size - 1) / team.size
      let made = try SSDConvolutions(
        architecture, images: largest, layout, precision, layouts: nil, of: oneDNN)
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

  /// The number of threads that share a step; fewer than requested if the system refused to create more.
  public var threads: Int { team.size }

  /// A description of the detector.
  public var summary: String {
    architecture.summary + (precision == .float32 ? "" : ", \(precision.rawValue)")
  }

  /// The number of trainable values, without running statistics.
  public var parameterCount: Int {
    zip(shapes, parameters.ranges).reduce(0) { sum, pair in
      sum + pair.0.weightCount + pair.1.scale.count + pair.1.shift.count
    }
  }

  /// The numbers in the outputs of an image: boxes × (4 offsets, then the scores of the background and each
  /// class).
  public var outputSize: Int { defaultBoxes.count * architecture.valuesPerBox }

  /// Trains on a batch.
  ///
  /// - Parameters:
  ///   - images: The images, channels first: images × 3 × side × side; from 0 to 1, or normalised.
  ///   - truths: The objects of each image.
  ///   - total: The images that the whole batch should have, of which these are the part of this process; `nil` for
  ///     these alone.
  ///   - places: The places of the images in that part, ascending; they are needed if some are missing.
  /// - Returns: The loss before the weights change, of the whole batch.
  /// - Precondition: There are as many images as lists of objects, at most `maximumBatch` over all processes, and each
  ///   label is the index of a class.
  public func trainStep(
    _ images: [Float], _ truths: [[SSDTruth]], of total: Int? = nil, at places: [Int] = []
  ) -> SSDLoss.Parts {
    check(truths)
    (totals.planned, totals.places) = (total ?? truths.count, places)
    return step(
      images, count: truths.count,
      SSDStep.Loss(
        prepare: { rank, images in self.match(truths, images, rank) },
        measure: { rank, images, outputs, gradient in
          self.measure(rank, images, outputs, gradient)
        }))
  }

  /// Trains on a batch with a custom loss.
  ///
  /// - Parameters:
  ///   - images: The images, channels first.
  ///   - count: The number of images, at most `maximumBatch`.
  ///   - loss: The loss, called on several threads at once, each with its images and their outputs. It writes
  ///     the derivative with respect to each output and returns the loss of these images.
  public func trainStep(
    _ images: [Float], count: Int,
    loss:
      @Sendable (
        _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>
      ) -> SSDLoss.Parts
  ) -> SSDLoss.Parts {
    (totals.planned, totals.places) = (count, [])
    return withoutActuallyEscaping(loss) { loss in
      step(
        images, count: count,
        SSDStep.Loss(
          prepare: { _, _ in },
          measure: { _, images, outputs, gradient in loss(images, outputs, gradient) }))
    }
  }

  private func step(_ images: [Float], count: Int, _ loss: SSDStep.Loss) -> SSDLoss.Parts {
    check(images, count: count)
    totals.images = count
    if count == 0, exchange == nil { return SSDLoss.Parts() }
    iterations += 1
    folded.isCurrent = false
    let convolutions = (0..<team.size).map { rank in
      self.convolutions(images: share(of: count, rank).count)
    }
    images.withUnsafeBufferPointer { images in
      // Without images of its own, a process still takes part in the sums.
      let images = images.baseAddress ?? UnsafePointer(buffers.images.base)
      let step = SSDStep(
        network: self, images: images, count: count, loss: loss, convolutions: convolutions)
      team.run { rank in step.run(rank) }
    }
    // Nothing was learned from a batch of which no process could read an image.
    if totals.images == 0 { iterations -= 1 }
    return exchangeParts()
  }

  /// The images of the last batch of training or evaluation, over all processes.
  public var imagesOfBatch: Int { totals.images }

  private func convolutions(images: Int) -> SSDConvolutions? {
    if images == 0 { return nil }
    if let made = convolutions[images] { return made }
    do {
      let made = try SSDConvolutions(
        architecture, images: images, layout, precision, layouts: storage.layouts, of: oneDNN)
      convolutions[images] = made
      return made
    } catch {
      // The same convolutions were created for more images before, so only memory can be missing.
      preconditionFailure("\(ArchitectureError(error))")
    }
  }

  func match(_ truths: [[SSDTruth]], _ images: Range<Int>, _ rank: Int) {
    for image in images { targets.match(truths[image], image: image, rank: rank) }
  }

  func measure(
    _ rank: Int, _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>?
  ) -> SSDLoss.Parts {
    let positives =
      exchange == nil ? targets.positives(images: totals.images) : totals.positives
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
      "a label is not a class")
  }

  func check(_ images: [Float], count: Int) {
    precondition(count <= maximumPart, "the batch is larger than the detector was made for")
    let size = 3 * architecture.side * architecture.side
    precondition(images.count == count * size, "every image needs all its pixels")
  }
}
