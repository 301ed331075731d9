internal import JSONText
public import RunModel

/// Stops, ignores the value, or rolls back when a loss or a metric is NaN or infinite.
///
/// Keras's `TerminateOnNaN` can only stop, checks the training loss alone, and lets a NaN in the
/// first epoch become a best value that nothing beats. Put this callback before those that it is to
/// protect.
///
///     NonFiniteGuard(.rollBack, monitor: "val_loss", factor: 0.5)
public final class NonFiniteGuard: ConfigurableCallback {
  /// The response to a value that is not finite.
  public enum Policy: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
    /// Training ends.
    case stop
    /// The value is removed from the epoch's `logs`, so that later callbacks see it as missing.
    case ignore
    /// The learning rate is multiplied by `factor`, the best weights are restored, and the
    /// optimiser starts over; the batch is left out of the epoch's means.
    case rollBack = "roll_back"
  }

  private var policy: Policy
  private var monitor: Monitor
  private var factor: Double
  private var limit: Int
  private var good: (weights: [[Float]], epoch: Int?)?
  private var best: Double?
  private var count = 0
  /// The reason why it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - monitor: The metric whose best epoch a roll-back goes to.
  ///   - mode: The better direction of that metric.
  ///   - factor: The factor of the learning rate in a roll-back, between 0 and 1.
  ///   - maxRollbacks: The number of roll-backs after which the next one ends training.
  public init(
    _ policy: Policy, monitor: String = "val_loss", mode: MonitorMode = .auto,
    factor: Double = 0.5, maxRollbacks: Int = 5
  ) {
    self.policy = policy
    self.monitor = Monitor(metric: monitor, mode: mode, minDelta: 0)
    self.factor = factor
    limit = maxRollbacks
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    (best, count, stopEvidence) = (nil, 0, nil)
    good = policy == .rollBack ? (training.model.weights, nil) : nil
  }

  public func reset() throws(EditRefusal) { (best, count) = (nil, 0) }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    // One bad batch spoils the mean for the rest of the epoch, so the batch's own loss decides.
    let own = training.batchMetrics.first { $0.name == "loss" }?.value
    guard policy != .ignore, let loss = own ?? logs["loss"], !loss.isFinite else { return }
    try act(on: "loss", loss, training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    var bad: (name: String, value: Double)?
    for (name, value) in logs {
      guard let value = value.double, !value.isFinite else { continue }
      if bad == nil { bad = (name, value) }
      if policy == .ignore { logs[value: name] = nil }
    }
    if let bad {
      if stopEvidence == nil { try act(on: bad.name, bad.value, training) }
      return
    }
    guard policy == .rollBack, let value = logs[monitor.metric] else { return }
    try monitor.resolve(for: name, model: training.model)
    if monitor.isImprovement(value, over: best) {
      best = value
      good = (training.model.weights, epoch)
    }
  }

  private func act(on metric: String, _ value: Double, _ training: TrainingContext) throws {
    count += 1
    switch policy {
    case .ignore:
      if count == 1 {
        training.warn("\(metric) is \(value.pythonDescription): left out", from: self)
      }
    case .rollBack where count <= limit && good != nil:
      guard let good else { return }
      training.restore(good.weights)
      training.model.resetOptimizer()
      training.model.learningRate = Float(Double(training.model.learningRate) * factor)
      training.request(.excludeBatchFromMeans)
      training.tell(.weightsRestored(epoch: good.epoch, by: name))
      training.warn(
        "\(metric) was \(value.pythonDescription): the learning rate is now "
          + "\(Double(training.model.learningRate).rateWords)", from: self)
    case .stop, .rollBack:
      stopEvidence = StopReason.Evidence(.notFinite, monitor: metric, current: value)
      training.stopTraining = true
    }
  }
}

extension NonFiniteGuard {
  public var monitors: [String] { policy == .rollBack ? [monitor.metric] : [] }
  public var undirectedMonitors: [String] { monitor.knownDirection == nil ? monitors : [] }

  public var state: CallbackState {
    let times = count == 0 ? "all is finite" : count == 1 ? "once" : "\(count) times"
    return CallbackState(
      id: Self.recipeName, name: name, role: .stops, hasStopped: stopEvidence != nil,
      summary: "\(policy.rawValue.replacing("_", with: " ")): \(times)")
  }

  public static let isSimulated = true

  public static func makeDefault() -> NonFiniteGuard { NonFiniteGuard(.stop) }

  public static var table: ParameterTable<NonFiniteGuard> {
    [
      .fixed("policy", \.policy, .oneOf(Policy.self), "the response to a value that is not finite"),
      .fixed(
        "monitor", \.monitor.metric, .text, "the metric whose best epoch a roll-back restores"),
      .mode(\.monitor.mode),
      .live("factor", \.factor, .fraction, "each roll-back multiplies the learning rate by this") {
        $0.policy == .rollBack
      },
      .live(
        "max_rollbacks", \.limit, .count(), "roll-backs allowed before the next one ends training"
      ) {
        $0.policy == .rollBack
      },
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory(
        [
          "of": .text(monitor.words), "best": LogValue(best), "count": .integer(count),
          "good_epoch": LogValue(good?.epoch),
        ],
        weights: good?.weights)
    }
    set {
      (best, count) = (newValue["best"], newValue.integer("count") ?? 0)
      if let weights = newValue.weights { good = (weights, newValue.integer("good_epoch")) }
    }
  }
}
