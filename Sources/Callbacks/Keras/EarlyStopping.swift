public import RunModel

/// Ends training when a metric has stopped improving: Keras 3.15's `EarlyStopping`, to the bit.
///
/// At each epoch's end `wait` grows by one and falls to 0 when the metric improves on the best by
/// more than `minDelta` (and on `baseline`, when there is one). When `wait` reaches `patience` in
/// an epoch without improvement, training ends; patience 0 and 1 mean the same. Epochs without the
/// metric and those before `startFromEpoch` do not count. The first value is always the best so
/// far, even NaN, which nothing improves on.
///
///     EarlyStopping(monitor: "val_loss", patience: 5, restoreBestWeights: true)
public final class EarlyStopping: ConfigurableCallback {
  /// Extensions beyond Keras, off by default.
  public struct Extras: Equatable, Sendable {
    /// The unit of `minDelta` (PyTorch's `threshold_mode`).
    public var thresholdMode: ThresholdMode
    /// Training ends as soon as the metric is strictly better (Lightning's `stopping_threshold`).
    public var stoppingThreshold: Double?
    /// Training ends as soon as the metric is strictly worse (Lightning's `divergence_threshold`).
    public var divergenceThreshold: Double?
    /// Epochs without improvement count only once the learning rate is no larger than this, when a
    /// ReduceLROnPlateau has done all it can.
    public var onlyAtLearningRate: Double?

    /// Creates the extras.
    public init(
      thresholdMode: ThresholdMode = .absolute, stoppingThreshold: Double? = nil,
      divergenceThreshold: Double? = nil, onlyAtLearningRate: Double? = nil
    ) {
      self.thresholdMode = thresholdMode
      self.stoppingThreshold = stoppingThreshold
      self.divergenceThreshold = divergenceThreshold
      self.onlyAtLearningRate = onlyAtLearningRate
    }
  }

  private var monitor: Monitor
  private var patience: Int
  private var verbose: Int
  private var baseline: Double?
  private var restoresBestWeights: Bool {
    // Old weights must not come back when it is switched on again.
    didSet { if !restoresBestWeights { bestWeights = nil } }
  }
  private var startFromEpoch: Int
  private var extras: Extras

  /// Epochs with the metric since its last improvement.
  public private(set) var wait = 0
  /// The epoch that ended training, from 0; 0 also when none did, as in Keras.
  public private(set) var stoppedEpoch = 0
  /// The best value; nil before the first.
  public private(set) var best: Double?
  /// The epoch of the best value, from 0.
  public private(set) var bestEpoch = 0
  /// The reason why it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  private var bestWeights: [[Float]]?
  private var hasWarned = false

  /// Creates the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - monitor: The metric's name in `logs`.
  ///   - minDelta: The smallest change that counts; its sign is dropped.
  ///   - patience: Epochs without improvement before training ends.
  ///   - verbose: Above 0 it reports each of its actions.
  ///   - mode: The better direction; `auto` cannot know that of a metric added by a callback.
  ///   - baseline: A value that must be passed before `wait` starts over.
  ///   - restoreBestWeights: True restores the best epoch's weights when training ends, whatever
  ///     ended it.
  ///   - startFromEpoch: The first epoch that counts, from 0.
  ///   - extras: Extensions beyond Keras.
  public init(
    monitor: String = "val_loss", minDelta: Double = 0, patience: Int = 0, verbose: Int = 0,
    mode: MonitorMode = .auto, baseline: Double? = nil, restoreBestWeights: Bool = false,
    startFromEpoch: Int = 0, extras: Extras = Extras()
  ) {
    self.monitor = Monitor(
      metric: monitor, mode: mode, minDelta: minDelta, threshold: extras.thresholdMode)
    self.patience = patience
    self.verbose = verbose
    self.baseline = baseline
    restoresBestWeights = restoreBestWeights
    self.startFromEpoch = startFromEpoch
    self.extras = extras
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    stoppedEpoch = 0
    stopEvidence = nil
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
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff { return }
    guard let value = try monitor.value(in: logs, for: name) else {
      // Python shows a repeated warning once.
      if !hasWarned {
        training.warn(
          "Early stopping conditioned on metric `\(monitor.metric)` which is not available. "
            + "Available metrics are: \(logs.names.joined(separator: ","))", from: self)
        hasWarned = true
      }
      return
    }
    if epoch < startFromEpoch { return }
    let hasDiverged = monitor.isBeyond(extras.divergenceThreshold, value, isGood: false)
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
      if monitor.isBeyond(extras.stoppingThreshold, value, isGood: true) {
        stop(.target, at: epoch, value, extras.stoppingThreshold, training)
      } else if hasDiverged {
        stop(.divergence, at: epoch, value, extras.divergenceThreshold, training)
      }
      return
    }
    if hasDiverged {
      stop(.divergence, at: epoch, value, extras.divergenceThreshold, training)
    } else if let limit = extras.onlyAtLearningRate, training.model.learningRate > Float(limit) {
      wait = 0
    } else if wait >= patience, epoch > 0 {
      stop(.patience, at: epoch, value, monitor.valueToBeat(missedBaseline ?? best), training)
    }
  }

  /// The baseline until a value has passed it; until then an improvement does not restart the
  /// count.
  private var missedBaseline: Double? {
    guard let baseline, let best, !monitor.isImprovement(best, over: baseline) else { return nil }
    return baseline
  }

  /// The value that a new one must beat for training to continue: in the last epoch of the patience
  /// the best, before it the baseline as well.
  private var valueToBeat: Double? {
    guard let baseline = best == nil ? baseline : missedBaseline, wait + 1 < patience else {
      return monitor.valueToBeat(best)
    }
    return monitor.valueToBeat(baseline)
  }

  private var hasStopped: Bool { stoppedEpoch > 0 || stopEvidence != nil }

  private func stop(
    _ cause: StopReason.Evidence.Cause, at epoch: Int, _ value: Double, _ threshold: Double?,
    _ training: TrainingContext
  ) {
    stoppedEpoch = epoch
    stopEvidence = StopReason.Evidence(
      cause, monitor: monitor.metric, current: value, best: best,
      bestEpoch: best == nil ? nil : bestEpoch, wait: wait, patience: patience,
      threshold: threshold, missedBaseline: cause == .patience ? missedBaseline : nil)
    training.stopTraining = true
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    if hasStopped, verbose > 0 {
      training.say("Epoch \(stoppedEpoch + 1): early stopping", from: self)
    }
    guard restoresBestWeights, let bestWeights else { return }
    if verbose > 0 {
      training.say(
        "Restoring model weights from the end of the best epoch: \(bestEpoch + 1).", from: self)
    }
    training.restore(bestWeights)
    training.request(.reportRestoredWeights(ofEpoch: bestEpoch))
  }
}

extension EarlyStopping {
  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: monitor.metric,
      direction: monitor.knownDirection,
      best: best, bestEpoch: best == nil ? nil : bestEpoch, valueToBeat: valueToBeat,
      wait: wait, patience: patience, hasStopped: hasStopped)
  }

  public static let isSimulated = true

  public static func makeDefault() -> EarlyStopping { EarlyStopping() }

  public static var table: ParameterTable<EarlyStopping> {
    [
      .monitor(\.monitor.metric),
      .live(
        "patience", \.patience, .count(), "epochs without improvement before training ends"),
      .minDelta(\.monitor.minDelta),
      .live(
        "baseline", \.baseline, .optionalNumber,
        "a value to be reached before the count starts over"),
      .live(
        "restore_best_weights", \.restoresBestWeights, .boolean,
        "whether the best epoch's weights are put back at the end"),
      .live("start_from_epoch", \.startFromEpoch, .count(), "the first epoch that counts, from 0"),
      .live(
        "stopping_threshold", \.extras.stoppingThreshold, .optionalNumber,
        "training ends once the metric is better"),
      .live(
        "divergence_threshold", \.extras.divergenceThreshold, .optionalNumber,
        "training ends once the metric is worse"),
      .live(
        "only_at_learning_rate", \.extras.onlyAtLearningRate, .optionalNumber,
        "epochs count once the learning rate is this low"),
      .verbose(\.verbose),
      .mode(\.monitor.mode),
      .thresholdMode(\.monitor.threshold),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory(
        [
          "of": .text(monitor.words), "wait": .integer(wait), "best": LogValue(best),
          "best_epoch": .integer(bestEpoch),
          "stopped_epoch": .integer(stoppedEpoch), "has_warned": .integer(hasWarned ? 1 : 0),
        ], weights: bestWeights)
    }
    set {
      wait = newValue.integer("wait") ?? 0
      best = newValue["best"]
      bestEpoch = newValue.integer("best_epoch") ?? 0
      stoppedEpoch = newValue.integer("stopped_epoch") ?? 0
      hasWarned = newValue.integer("has_warned") == 1
      bestWeights = newValue.weights
    }
  }
}
