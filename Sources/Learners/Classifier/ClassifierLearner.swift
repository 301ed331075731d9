package import Callbacks
public import Datasets
public import Evaluation
internal import Messages
public import Networks
public import RunModel
public import Training

/// A learner made of a classifier and its examples.
///
/// It keeps the scores of the validation pass, so that an evaluation needs no second pass.
public final class ClassifierLearner: NetworkLearner {
  /// The network that is trained.
  public let network: DenseClassifier
  private var batches: ImageBatches
  private var validation: ImageBatches?
  private let group: TrainingGroup?
  private var labels: [UInt8] = []
  private var scores: [Float] = []

  public var usesAverage = false

  /// Binds a network to data.
  ///
  /// - Parameters:
  ///   - validation: The examples measured after each epoch; nil for none.
  ///   - seed: The seed of the order of examples.
  ///   - group: The processes that train together, of which the network must be told, too; nil for one.
  public init(
    network: DenseClassifier, train: any ImageSource, validation: (any ImageSource)?,
    batchSize: Int,
    seed: UInt64, group: TrainingGroup? = nil
  ) {
    self.network = network
    self.group = group
    let part = group.map { group in { @Sendable in group.part(of: $0) } }
    batches = ImageBatches(source: train, batchSize: batchSize, seed: seed, part: part)
    self.validation = validation.map {
      ImageBatches(source: $0, batchSize: network.maximumBatch, seed: nil, part: part)
    }
  }

  public var stepsPerEpoch: Int { batches.count }
  public var validationSteps: Int { validation?.count ?? 0 }
  public var metricNames: [String] { Self.directions.keys.sorted() }

  public func direction(ofMetric metric: String) -> Direction? { Self.directions[metric] }

  /// The metrics that it reports, with their better direction.
  static let directions: [String: Direction] = ["accuracy": .max, "loss": .min]

  public func beginEpoch(_ epoch: Int) throws { batches.begin(epoch: epoch) }

  public func trainStep(_ step: Int) throws -> StepMetrics {
    let (batch, count) = (batches[step], batches.size(of: step))
    let result = network.trainStep(count: batch.count, of: count) { batch.fill($0, into: $1) }
    try group?.check()
    return Self.metrics(result, count)
  }

  public func validationStep(_ step: Int) throws -> StepMetrics {
    if step == 0 {
      scores.removeAll(keepingCapacity: true)
      labels.removeAll(keepingCapacity: true)
      validation?.begin(epoch: 0)
    }
    guard let validation else { return StepMetrics(samples: 0, [:]) }
    let (batch, count) = (validation[step], validation.size(of: step))
    let (result, found, classes) = network.evaluate(count: batch.count, of: count) {
      batch.fill($0, into: $1)
    }
    if let group {
      try group.check()
      scores += try group.messages.gather(found.values).joined()
      labels += try group.messages.gather(classes).joined()
    } else {
      scores += found.values
      labels += classes
    }
    return Self.metrics(result, count)
  }

  /// Returns the average precision of the last validation pass; NaN before one, and when the
  /// network diverged.
  ///
  /// - Complexity: O(classes · n log n).
  public func averagePrecision(_ average: Average) throws -> Double {
    if scores.isEmpty || scores.contains(where: \.isNaN) { return .nan }
    return try ClassPrecision(labels: labels, scores: scores, classes: network.classes)
      .mean(average)
  }

  private static func metrics(_ result: DenseClassifier.BatchResult, _ count: Int) -> StepMetrics {
    StepMetrics(
      samples: count,
      ["accuracy": Double(result.correct) / Double(max(1, count)), "loss": result.loss])
  }
}

extension ClassifierLearner: Measurable {
  package func measurement(_ request: MeasurementRequest) throws(CallbackError) -> MetricMeasurement
  {
    MetricMeasurement(names: try PlannedTask(isDetector: false).names(request)) { [unowned self] in
      Logs([(request.name, .number(try averagePrecision(request.average)))])
    }
  }
}
