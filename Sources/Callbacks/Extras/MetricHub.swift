public import RunModel

/// A metric that is computed once per epoch, however many callbacks ask for it.
///
/// The first callback that asks in an epoch pays for the evaluation; the others get the same
/// number.
public final class MetricHub {
  /// The metric's name in `logs`.
  public let metric: String
  private let evaluate: () throws -> Double
  private var computed: (epoch: Int, value: Double)?

  /// Creates a hub for a metric.
  ///
  /// - Parameter evaluate: Measures the validation set; called at most once per epoch.
  public init(metric: String = "val/mAP", evaluate: @escaping () throws -> Double) {
    self.metric = metric
    self.evaluate = evaluate
  }

  /// Returns the metric of an epoch, computes it for the first caller, and adds it to `logs`.
  ///
  /// - Throws: The error of the evaluation.
  @discardableResult
  public func value(
    epoch: Int, logs: inout Logs, for callback: some Callback, training: TrainingContext
  ) throws -> Double {
    if let computed, computed.epoch == epoch {
      logs[metric] = computed.value
      return computed.value
    }
    let clock = ContinuousClock()
    let start = clock.now
    let value = try evaluate()
    let seconds = (clock.now - start) / .seconds(1)
    computed = (epoch, value)
    logs[metric] = value
    training.tell(
      .evaluated(
        epoch: epoch, by: callback.name, values: Logs([(metric, .number(value))]), seconds: seconds)
    )
    return value
  }

  /// Measures now, without keeping the value.
  func measured() throws -> Logs { Logs([(metric, .number(try evaluate()))]) }

  /// Forgets the last value, because a new training begins.
  func reset() { computed = nil }
}
