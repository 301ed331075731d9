public import RunModel

/// Computes metrics once an epoch and writes them into `logs`, where all later callbacks see them.
///
/// Stands first in the chain: EarlyStopping, ReduceLROnPlateau, CSVLogger and ModelCheckpoint then act
/// on an evaluator's number as on any metric, and no training batch pays for it.
public final class EvaluationCallback: Callback {
  /// The names it writes.
  public let metrics: [String]
  private let frequency: Int
  private let evaluate: () throws -> Logs
  private var last: Logs?

  /// Makes the callback.
  ///
  /// - Parameters:
  ///   - metrics: the names that `evaluate` gives.
  ///   - frequency: every how many epochs, at least 1; the last epoch is always measured.
  ///   - evaluate: measures the validation set.
  public init(metrics: [String], frequency: Int = 1, evaluate: @escaping () throws -> Logs) {
    self.metrics = metrics
    self.frequency = max(1, frequency)
    self.evaluate = evaluate
  }

  /// Makes the callback for one number.
  public convenience init(
    metric: String = "val/mAP", frequency: Int = 1, evaluate: @escaping () throws -> Double
  ) {
    self.init(metrics: [metric], frequency: frequency) {
      Logs([(metric, .number(try evaluate()))])
    }
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws { last = nil }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    let isLast = epoch + 1 == training.epochs || training.stopTraining
    guard (epoch + 1) % frequency == 0 || isLast else { return }
    let clock = ContinuousClock()
    let start = clock.now
    let values = try evaluate()
    let seconds = (clock.now - start) / .seconds(1)
    last = values
    logs.update(values)
    training.tell(.evaluated(epoch: epoch, by: name, values: values, seconds: seconds))
  }
}

extension EvaluationCallback {
  public static var recipeName: String { "evaluation" }

  public var produces: [String] { metrics }

  public var state: CallbackState {
    let values = last?.compactMap { name, value in
      value.double.map { "\(name) \($0.metricWords)" }
    }
    let every = frequency == 1 ? "every epoch" : "every \(frequency) epochs"
    let summary = (values ?? metrics).joined(separator: ", ") + ", \(every)"
    return CallbackState(id: Self.recipeName, name: name, summary: summary)
  }
}
