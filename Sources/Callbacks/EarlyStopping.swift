public import RunModel

/// Ends training when a metric has stopped improving: Keras 3.15's `EarlyStopping`, to the bit.
///
/// At each epoch's end `wait` grows by one and falls to 0 when the metric improves on the best by more
/// than `minDelta` (and on `baseline`, when there is one). When `wait` reaches `patience` in an epoch
/// without improvement, training ends; patience 0 and 1 mean the same. Epochs without the metric and
/// those before `startFromEpoch` do not count. The first value is always the best so far, even NaN,
/// which nothing improves on.
public final class EarlyStopping: Callback {
  private var monitor: Monitor
  private var patience: Int
  private let verbose: Int
  private var baseline: Double?
  private var restoresBestWeights: Bool
  private var startFromEpoch: Int

  /// Epochs with the metric since it last improved.
  public private(set) var wait = 0
  /// The epoch that ended training, from 0; 0 also when none did, as in Keras.
  public private(set) var stoppedEpoch = 0
  /// The best value; nil before the first.
  public private(set) var best: Double?
  /// The epoch of the best value, from 0.
  public private(set) var bestEpoch = 0
  private var bestWeights: [[Float]]?
  private var current = Double.nan
  private var hasWarned = false

  /// Makes the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - monitor: the metric's name in `logs`.
  ///   - minDelta: the smallest change that counts; its sign is dropped.
  ///   - patience: epochs without improvement before training ends.
  ///   - verbose: above 0 it says what it does.
  ///   - mode: which way is better; `auto` cannot know it of a metric that a callback adds.
  ///   - baseline: a value that must be reached before `wait` starts over.
  ///   - restoreBestWeights: put the best epoch's weights back when training ends, whoever ended it.
  ///   - startFromEpoch: the first epoch that counts, from 0.
  public init(
    monitor: String = "val_loss", minDelta: Double = 0, patience: Int = 0, verbose: Int = 0,
    mode: MonitorMode = .auto, baseline: Double? = nil, restoreBestWeights: Bool = false,
    startFromEpoch: Int = 0
  ) {
    self.monitor = Monitor(metric: monitor, mode: mode, minDelta: minDelta)
    self.patience = patience
    self.verbose = verbose
    self.baseline = baseline
    restoresBestWeights = restoreBestWeights
    self.startFromEpoch = startFromEpoch
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    stoppedEpoch = 0
    hasWarned = false
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() {
    wait = 0
    best = nil
    bestEpoch = 0
    bestWeights = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try monitor.resolve(for: name, model: training.model)
    guard let value = try monitor.value(in: logs, for: name) else {
      // Python shows a warning of the same words once.
      if !hasWarned {
        training.warn(
          "Early stopping conditioned on metric `\(monitor.metric)` which is not available. "
            + "Available metrics are: \(logs.names.joined(separator: ","))", from: self)
        hasWarned = true
      }
      return
    }
    if epoch < startFromEpoch { return }
    current = value
    if restoresBestWeights, bestWeights == nil {
      bestWeights = training.model.weights
      bestEpoch = epoch
    }
    wait += 1
    if monitor.isImprovement(value, over: best) {
      best = value
      bestEpoch = epoch
      training.tell(.improved(epoch: epoch, by: name, metric: monitor.metric, value: value))
      if restoresBestWeights { bestWeights = training.model.weights }
      if baseline == nil || monitor.isImprovement(value, over: baseline) { wait = 0 }
      return
    }
    if wait >= patience, epoch > 0 {
      stoppedEpoch = epoch
      training.stopTraining = true
    }
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    if stoppedEpoch > 0, verbose > 0 {
      training.say("Epoch \(stoppedEpoch + 1): early stopping", from: self)
    }
    guard restoresBestWeights, let bestWeights else { return }
    if verbose > 0 {
      training.say(
        "Restoring model weights from the end of the best epoch: \(bestEpoch + 1).", from: self)
    }
    training.model.weights = bestWeights
    training.restoredEpoch = bestEpoch
  }
}

extension EarlyStopping {
  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, monitor: monitor.metric, direction: monitor.knownDirection,
      best: best, bestEpoch: best == nil ? nil : bestEpoch, valueToBeat: monitor.valueToBeat(best),
      wait: wait, patience: patience, hasStopped: stoppedEpoch > 0,
      fields: [
        CallbackField("patience", .integer(patience), .count),
        CallbackField("min_delta", .number(monitor.minDelta), .magnitude),
        CallbackField("baseline", baseline.map(FieldValue.number) ?? .none, .optionalNumber),
        CallbackField("restore_best_weights", .boolean(restoresBestWeights), .boolean),
        CallbackField("start_from_epoch", .integer(startFromEpoch), .count),
      ])
  }

  public var stopEvidence: StopReason.Evidence? {
    guard stoppedEpoch > 0, let best else { return nil }
    return StopReason.Evidence(
      monitor: monitor.metric, current: current, best: best, bestEpoch: bestEpoch, wait: wait,
      patience: patience)
  }

  public func set(_ field: String, to value: FieldValue) throws(EditRefusal) -> FieldValue {
    let old = try fieldValue(field)
    switch field {
    case "patience": patience = try value.count(field)
    case "min_delta": monitor.minDelta = try value.magnitude(field)
    case "baseline": baseline = try value.optionalNumber(field)
    case "restore_best_weights": restoresBestWeights = try value.boolean(field)
    default: startFromEpoch = try value.count(field)
    }
    return old
  }
}
