public import RunModel

/// EarlyStopping on a metric of a `MetricHub`: the seed's way, for chains without EvaluationCallback.
public final class EarlyStoppingByMAP: Callback {
  private let hub: MetricHub
  private let stopping: EarlyStopping

  /// Makes the callback; the parameters are EarlyStopping's, `monitor` is the hub's metric.
  public init(
    hub: MetricHub, minDelta: Double = 0, patience: Int = 0, verbose: Int = 0,
    mode: MonitorMode = .max, baseline: Double? = nil, restoreBestWeights: Bool = false,
    startFromEpoch: Int = 0
  ) {
    self.hub = hub
    stopping = EarlyStopping(
      monitor: hub.metric, minDelta: minDelta, patience: patience, verbose: verbose, mode: mode,
      baseline: baseline, restoreBestWeights: restoreBestWeights, startFromEpoch: startFromEpoch)
  }

  /// Makes the callback of one that monitors the hub's metric.
  public init(hub: MetricHub, _ stopping: EarlyStopping) {
    self.hub = hub
    self.stopping = stopping
  }

  public static var recipeName: String { "early_stopping_by_map" }
  public var produces: [String] { [hub.metric] }
  public var stopEvidence: StopReason.Evidence? { stopping.stopEvidence }
  public var state: CallbackState { stopping.state.renamed(id: Self.recipeName, name: name) }

  public var parameters: [Parameter] { stopping.parameters }
  public var memory: CallbackMemory {
    get { stopping.memory }
    set { stopping.memory = newValue }
  }

  public func reset() throws(EditRefusal) { try stopping.reset() }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    hub.reset()
    try stopping.onTrainBegin(logs: &logs, training: training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try hub.value(epoch: epoch, logs: &logs, for: self, training: training)
    try stopping.onEpochEnd(epoch: epoch, logs: &logs, training: training)
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    try stopping.onTrainEnd(logs: &logs, training: training)
  }
}
