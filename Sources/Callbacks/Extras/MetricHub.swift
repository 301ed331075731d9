public import RunModel

/// A metric computed once an epoch, however many callbacks ask for it.
///
/// The shared object of the question this program grew from: the first callback that asks in an epoch
/// pays for the evaluation, the others get the same number.
public final class MetricHub {
  /// The metric's name in `logs`.
  public let metric: String
  private let evaluate: () throws -> Double
  private var computed: (epoch: Int, value: Double)?

  /// Makes a hub.
  ///
  /// - Parameter evaluate: measures the validation set; called at most once an epoch.
  public init(metric: String = "val/mAP", evaluate: @escaping () throws -> Double) {
    self.metric = metric
    self.evaluate = evaluate
  }

  /// The metric of an epoch, computed if nobody asked before; it is written into `logs`, too.
  ///
  /// - Throws: what the evaluation threw.
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

  /// Forgets what was computed: a new training begins.
  func reset() { computed = nil }
}
