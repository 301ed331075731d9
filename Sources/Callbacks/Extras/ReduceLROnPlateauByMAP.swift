public import RunModel

/// ReduceLROnPlateau on a metric of a `MetricHub`: the seed's way, sharing it with EarlyStoppingByMAP.
public final class ReduceLROnPlateauByMAP: Callback {
  private let hub: MetricHub
  private let reducing: ReduceLROnPlateau

  /// Makes the callback; the parameters are ReduceLROnPlateau's, `monitor` is the hub's metric.
  ///
  /// - Throws: `CallbackError` when `factor` is 1 or more.
  public init(
    hub: MetricHub, factor: Double = 0.1, patience: Int = 10, verbose: Int = 0,
    mode: MonitorMode = .max, minDelta: Double = 1e-4, cooldown: Int = 0,
    minLearningRate: Double = 0
  ) throws(CallbackError) {
    self.hub = hub
    reducing = try ReduceLROnPlateau(
      monitor: hub.metric, factor: factor, patience: patience, verbose: verbose, mode: mode,
      minDelta: minDelta, cooldown: cooldown, minLearningRate: minLearningRate)
  }

  /// Makes the callback of one that monitors the hub's metric.
  public init(hub: MetricHub, _ reducing: ReduceLROnPlateau) {
    self.hub = hub
    self.reducing = reducing
  }

  public static var recipeName: String { "reduce_lr_on_plateau_by_map" }
  public var produces: [String] { [hub.metric, "learning_rate"] }
  public var state: CallbackState { reducing.state.renamed(id: Self.recipeName, name: name) }

  public var parameters: [Parameter] { reducing.parameters }
  public var memory: CallbackMemory {
    get { reducing.memory }
    set { reducing.memory = newValue }
  }

  public func reset() throws(EditRefusal) { try reducing.reset() }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    hub.reset()
    try reducing.onTrainBegin(logs: &logs, training: training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try hub.value(epoch: epoch, logs: &logs, for: self, training: training)
    try reducing.onEpochEnd(epoch: epoch, logs: &logs, training: training)
  }
}

extension CallbackState {
  /// The same under the name of the callback that wraps it.
  func renamed(id: String, name: String) -> CallbackState {
    var state = self
    state.id = id
    state.name = name
    return state
  }
}
