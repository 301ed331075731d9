public import RunModel

/// A callback on a metric that a `MetricHub` computes, for chains without an `EvaluationCallback`.
///
/// At the end of an epoch it puts the hub's metric into `logs`, then calls the callback it wraps.
/// Several callbacks may share a hub; the metric is still computed once per epoch.
///
///     let hub = MetricHub(metric: "val/mAP") { try evaluator.meanAveragePrecision() }
///     let callbacks: [any Callback] = [
///       EarlyStoppingByMAP(hub: hub, patience: 5),
///       try ReduceLROnPlateauByMAP(hub: hub, factor: 0.5, patience: 2),
///     ]
public final class MetricHubCallback<Wrapped: ConfigurableCallback>: Callback {
  private let hub: MetricHub
  private let wrapped: Wrapped

  /// Wraps a callback that monitors the hub's metric.
  public init(hub: MetricHub, _ wrapped: Wrapped) {
    self.hub = hub
    self.wrapped = wrapped
  }

  public static var recipeName: String { Wrapped.recipeName + "_by_map" }
  public var name: String { wrapped.name + "ByMAP" }
  public var produces: [String] { [hub.metric] + wrapped.produces }
  public var stopEvidence: StopReason.Evidence? { wrapped.stopEvidence }
  public var parameters: [BoundParameter] { wrapped.parameters }

  public var state: CallbackState {
    var state = wrapped.state
    state.id = Self.recipeName
    state.name = name
    return state
  }

  public var memory: CallbackMemory {
    get { wrapped.memory }
    set { wrapped.memory = newValue }
  }

  public func reset() throws(EditRefusal) { try wrapped.reset() }

  public func measured() throws -> Logs { try hub.measured() }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    hub.reset()
    try wrapped.onTrainBegin(logs: &logs, training: training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try hub.value(epoch: epoch, logs: &logs, for: self, training: training)
    try wrapped.onEpochEnd(epoch: epoch, logs: &logs, training: training)
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    try wrapped.onTrainEnd(logs: &logs, training: training)
  }
}

/// `EarlyStopping` on a metric of a `MetricHub`.
public typealias EarlyStoppingByMAP = MetricHubCallback<EarlyStopping>

/// `ReduceLROnPlateau` on a metric of a `MetricHub`.
public typealias ReduceLROnPlateauByMAP = MetricHubCallback<ReduceLROnPlateau>

extension MetricHubCallback<EarlyStopping> {
  /// Creates the callback; the parameters are those of `EarlyStopping`, which monitors the hub's
  /// metric.
  public convenience init(
    hub: MetricHub, minDelta: Double = 0, patience: Int = 0, verbose: Int = 0,
    mode: MonitorMode = .max, baseline: Double? = nil, restoreBestWeights: Bool = false,
    startFromEpoch: Int = 0
  ) {
    self.init(
      hub: hub,
      EarlyStopping(
        monitor: hub.metric, minDelta: minDelta, patience: patience, verbose: verbose, mode: mode,
        baseline: baseline, restoreBestWeights: restoreBestWeights, startFromEpoch: startFromEpoch))
  }
}

extension MetricHubCallback<ReduceLROnPlateau> {
  /// Creates the callback; the parameters are those of `ReduceLROnPlateau`, which monitors the
  /// hub's metric.
  ///
  /// - Throws: `CallbackError` when `factor` is 1 or more.
  public convenience init(
    hub: MetricHub, factor: Double = 0.1, patience: Int = 10, verbose: Int = 0,
    mode: MonitorMode = .max, minDelta: Double = 1e-4, cooldown: Int = 0,
    minLearningRate: Double = 0
  ) throws(CallbackError) {
    self.init(
      hub: hub,
      try ReduceLROnPlateau(
        monitor: hub.metric, factor: factor, patience: patience, verbose: verbose, mode: mode,
        minDelta: minDelta, cooldown: cooldown, minLearningRate: minLearningRate))
  }
}
