internal import Boxes
package import Callbacks
public import Datasets
public import Networks
public import RunModel
public import Training

/// A learner made of a detector and its scenes.
///
/// It keeps the detections of the validation pass, so that an evaluation needs no second pass.
public final class DetectorLearner: NetworkLearner {
  /// The network that is trained.
  public let network: SSDDetector
  private let batches: PrefetchingScenes
  private let validation: PrefetchingScenes
  private(set) var pass: ValidationPass
  private var hasToldSamples = false
  /// Images of the current pass, of training or validation.
  private var seen = 0

  private var hasToldReport = false

  public var usesAverage = false

  /// Binds a network to scenes.
  ///
  /// - Precondition: the network was made for as many classes as the scenes have.
  /// - Parameters:
  ///   - validation: The scenes measured after each epoch.
  ///   - augmentation: The variation of training scenes; nil for none.
  ///   - seed: The seed of the scenes' order and variation.
  public init(
    network: SSDDetector, train: any SceneSource, validation: any SceneSource, batchSize: Int,
    augmentation: Augmentation? = nil, seed: UInt64
  ) {
    precondition(
      [train, validation].allSatisfy { $0.classes.count == network.architecture.classes },
      "other classes than the network's")
    self.network = network
    let side = network.architecture.side
    batches = PrefetchingScenes(
      source: train, side: side, batchSize: batchSize, seed: seed, augmentation: augmentation)
    self.validation = PrefetchingScenes(
      source: validation, side: side, batchSize: network.maximumBatch, seed: nil)
    pass = ValidationPass(
      network.architecture, classes: validation.classes, threads: network.threads)
  }

  public var stepsPerEpoch: Int { batches.count }
  public var validationSteps: Int { validation.count }
  public var metricNames: [String] { Self.directions.keys.sorted() }

  public func direction(ofMetric metric: String) -> Direction? { Self.directions[metric] }

  /// The metrics that it reports, with their better direction.
  static let directions: [String: Direction] = ["loss": .min, "box_loss": .min, "class_loss": .min]

  /// One sentence for each part of the data that was left out so far.
  public var problems: [String] { batches.problems + validation.problems }

  public func beginEpoch(_ epoch: Int) throws {
    batches.begin(epoch: epoch)
    seen = 0
  }

  public func trainStep(_ step: Int) throws -> StepMetrics {
    guard let batch = batches.nextBatch(), batch.count > 0 else {
      return try nothing(isLast: step + 1 == stepsPerEpoch, "to train with", batches)
    }
    seen += batch.count
    let parts = network.trainStep(batch.images, batch.truths.map(\.network))
    let count = batch.count
    batches.reuse(batch)
    return Self.metrics(parts, count)
  }

  public func validationStep(_ step: Int) throws -> StepMetrics {
    if step == 0 {
      pass = ValidationPass(
        network.architecture, classes: pass.classes, samples: pass.samples.images,
        threads: network.threads)
      validation.begin(epoch: 0)
      (seen, hasToldReport) = (0, false)
    }
    guard let batch = validation.nextBatch(), batch.count > 0 else {
      return try nothing(isLast: step + 1 == validationSteps, "to validate with", validation)
    }
    seen += batch.count
    let (parts, predictions) = network.evaluate(batch.images, batch.truths.map(\.network))
    pass.add(predictions, batch)
    let count = batch.count
    validation.reuse(batch)
    return Self.metrics(parts, count)
  }

  /// Returns the metrics of a batch without images.
  ///
  /// - Throws: `DatasetError` when it is the last batch of a pass without any image.
  private func nothing(
    isLast: Bool, _ words: String, _ scenes: PrefetchingScenes
  ) throws -> StepMetrics {
    guard isLast, seen == 0 else { return StepMetrics(samples: 0, [:]) }
    let problems = scenes.problems
    throw DatasetError(
      "data",
      "no image \(words) can be read"
        + (problems.last.map { "; one of \(problems.count) reasons: \($0)" } ?? ""))
  }

  private static func metrics(_ parts: SSDLoss.Parts, _ count: Int) -> StepMetrics {
    StepMetrics(
      samples: count,
      ["box_loss": parts.box, "class_loss": parts.classification, "loss": parts.total])
  }
}

extension DetectorLearner: Measurable {
  package func measurement(_ request: MeasurementRequest) throws(CallbackError) -> MetricMeasurement
  {
    let names = try PlannedTask(isDetector: true).names(request)
    return MetricMeasurement(names: names) { [unowned self] in
      try pass.measure(request, names: names)
    } details: { [unowned self] epoch in
      // Several measurements of a pass report its images once.
      if hasToldReport { return [] }
      defer { (hasToldSamples, hasToldReport) = (true, true) }
      let samples: [RunEvent.Kind] =
        hasToldSamples ? [] : [.samplesChosen(pass.samples.images)]
      return samples + [.detected(epoch: epoch, pass.report())]
    }
  }
}

extension [SceneObject] {
  /// The objects in the form that the network takes.
  fileprivate var network: [SSDTruth] {
    // A crowd is not an object to learn.
    filter { !$0.isCrowd }.map {
      SSDTruth(box: UnitBox($0.box), label: $0.label)
    }
  }
}
