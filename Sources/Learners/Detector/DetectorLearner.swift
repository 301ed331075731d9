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
  private let group: TrainingGroup?
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
  ///   - group: The processes that train together, of which the network must be told, too; nil for one.
  public init(
    network: SSDDetector, train: any SceneSource, validation: any SceneSource, batchSize: Int,
    augmentation: Augmentation? = nil, seed: UInt64, group: TrainingGroup? = nil
  ) {
    precondition(
      [train, validation].allSatisfy { $0.classes.count == network.architecture.classes },
      "other classes than the network's")
    self.network = network
    self.group = group
    let part = group.map { group in { @Sendable in group.part(of: $0) } }
    let side = network.architecture.side
    batches = PrefetchingScenes(
      source: train, side: side, batchSize: batchSize, seed: seed, augmentation: augmentation,
      part: part)
    self.validation = PrefetchingScenes(
      source: validation, side: side, batchSize: network.maximumBatch, seed: nil, part: part)
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
    guard let batch = batches.nextBatch() else { return StepMetrics(samples: 0, [:]) }
    let parts = network.trainStep(
      batch.images, batch.truths.map(\.network), of: batches.size(of: step), at: batch.places)
    batches.reuse(batch)
    try group?.check()
    return try metrics(
      parts, isLast: step + 1 == stepsPerEpoch, of: batches, "to train with")
  }

  public func validationStep(_ step: Int) throws -> StepMetrics {
    if step == 0 {
      pass = ValidationPass(
        network.architecture, classes: pass.classes, samples: pass.samples.images,
        threads: network.threads)
      validation.begin(epoch: 0)
      (seen, hasToldReport) = (0, false)
    }
    guard let batch = validation.nextBatch() else { return StepMetrics(samples: 0, [:]) }
    let (parts, predictions) = network.evaluate(
      batch.images, batch.truths.map(\.network), of: validation.size(of: step), at: batch.places)
    if let group {
      try group.check()
      try pass.add(predictions, batch, group)
    } else {
      pass.add(predictions, batch)
    }
    validation.reuse(batch)
    return try metrics(
      parts, isLast: step + 1 == validationSteps, of: validation, "to validate with")
  }

  /// Returns the metrics of a batch.
  ///
  /// - Throws: `DatasetError` when it is the last batch of a pass without any image.
  private func metrics(
    _ parts: SSDLoss.Parts, isLast: Bool, of scenes: PrefetchingScenes, _ words: String
  ) throws -> StepMetrics {
    let count = network.imagesOfBatch
    seen += count
    if count > 0 {
      return StepMetrics(
        samples: count,
        ["box_loss": parts.box, "class_loss": parts.classification, "loss": parts.total])
    }
    guard isLast, seen == 0 else { return StepMetrics(samples: 0, [:]) }
    let problems = scenes.problems
    throw DatasetError(
      "data",
      "no image \(words) can be read"
        + (problems.last.map { "; one of \(problems.count) reasons: \($0)" } ?? ""))
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
