public import RunModel

/// Computes metrics once per epoch and adds them to `logs`, where all later callbacks see them.
///
/// It comes first in the chain: `EarlyStopping`, `ReduceLROnPlateau`, `CSVLogger` and
/// `ModelCheckpoint` then act on an evaluator's number as on any metric, and no training batch pays
/// for it.
///
///     EvaluationCallback(metric: "val/mAP") { try evaluator.meanAveragePrecision() }
public final class EvaluationCallback: Callback {
  /// The names it writes.
  public let metrics: [String]
  private var frequency: Int
  private let evaluate: () throws -> Logs
  private let details: (Int) -> [RunEvent.Kind]
  private var last: Logs?
  private var lastEpoch: Int?
  private var measuredEpoch: Int?

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - metrics: The names that `evaluate` gives.
  ///   - frequency: The epochs from one measurement to the next, at least 1; the last epoch is
  ///     always measured.
  ///   - details: Returns further events of an epoch, counted from 0, after it was measured.
  ///   - evaluate: Measures the validation set.
  public init(
    metrics: [String], frequency: Int = 1,
    details: @escaping (Int) -> [RunEvent.Kind] = { _ in [] },
    evaluate: @escaping () throws -> Logs
  ) {
    self.details = details
    self.metrics = metrics
    self.frequency = max(1, frequency)
    self.evaluate = evaluate
  }

  /// Creates the callback for one number.
  public convenience init(
    metric: String = "val/mAP", frequency: Int = 1, evaluate: @escaping () throws -> Double
  ) {
    self.init(metrics: [metric], frequency: frequency) {
      Logs([(metric, .number(try evaluate()))])
    }
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    last = nil
    lastEpoch = nil
    measuredEpoch = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    lastEpoch = epoch
    guard (epoch + 1) % frequency == 0 || training.isLastEpoch(epoch) else { return }
    logs.update(try measure(epoch, training))
  }

  /// Measures an epoch that a later callback made the last one: its logs are gone, but its events
  /// and its curve get the value.
  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    guard let lastEpoch, measuredEpoch != lastEpoch else { return }
    _ = try measure(lastEpoch, training)
  }

  public func measured() throws -> Logs { try evaluate() }

  private func measure(_ epoch: Int, _ training: TrainingContext) throws -> Logs {
    let clock = ContinuousClock()
    let start = clock.now
    let values = try evaluate()
    let seconds = (clock.now - start) / .seconds(1)
    last = values
    measuredEpoch = epoch
    training.tell(.evaluated(epoch: epoch, by: name, values: values, seconds: seconds))
    details(epoch).forEach(training.tell)
    return values
  }
}

extension EvaluationCallback {
  public static var recipeName: String { "evaluation" }

  public var produces: [String] { metrics }

  /// The parameters that do not depend on the metric.
  public static var table: ParameterTable<EvaluationCallback> {
    [
      .live("frequency", \.frequency, .count(least: 1), "epochs from one measurement to the next")
    ]
  }

  public var parameters: [BoundParameter] { Self.table.bound { self } }

  public var memory: CallbackMemory {
    get { CallbackMemory(["epoch": LogValue(lastEpoch), "measured": LogValue(measuredEpoch)]) }
    set { (lastEpoch, measuredEpoch) = (newValue.integer("epoch"), newValue.integer("measured")) }
  }

  public var state: CallbackState {
    let values = last?.compactMap { name, value in
      value.double.map { "\(name) \($0.metricWords)" }
    }
    let every = frequency == 1 ? "every epoch" : "every \(frequency) epochs"
    let summary = (values ?? metrics).joined(separator: ", ") + ", \(every)"
    return CallbackState(id: Self.recipeName, name: name, role: .measures, summary: summary)
  }
}
