package import Callbacks
public import Datasets
public import Evaluation
public import Networks
public import RunModel
public import Training

/// A learner made of a classifier and its examples.
///
/// It keeps the scores of the validation pass, so that an evaluation needs no second pass.
public final class ClassifierLearner: NetworkLearner {
  /// The network that is trained.
  public let network: DenseClassifier
  private let batches: PrefetchingBatches
  private let validation: PrefetchingBatches?
  private var labels: [UInt8] = []
  private var scores: [Float] = []

  public var usesAverage = false

  /// Binds a network to data.
  ///
  /// - Parameters:
  ///   - validation: The examples measured after each epoch; nil for none.
  ///   - seed: The seed of the order of examples.
  public init(
    network: DenseClassifier, train: any ImageSource, validation: (any ImageSource)?,
    batchSize: Int,
    seed: UInt64
  ) {
    self.network = network
    batches = PrefetchingBatches(source: train, batchSize: batchSize, seed: seed)
    self.validation = validation.map {
      PrefetchingBatches(source: $0, batchSize: network.maximumBatch, seed: nil)
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
    guard let batch = batches.nextBatch() else { return StepMetrics(samples: 0, [:]) }
    let result = network.trainStep(batch.inputs, batch.labels)
    let count = batch.count
    batches.reuse(batch)
    return Self.metrics(result, count)
  }

  public func validationStep(_ step: Int) throws -> StepMetrics {
    if step == 0 {
      scores.removeAll(keepingCapacity: true)
      labels.removeAll(keepingCapacity: true)
      validation?.begin(epoch: 0)
    }
    guard let batch = validation?.nextBatch() else { return StepMetrics(samples: 0, [:]) }
    let (result, found) = network.evaluate(batch.inputs, batch.labels)
    scores += found.values
    let count = batch.count
    labels += batch.labels
    validation?.reuse(batch)
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
