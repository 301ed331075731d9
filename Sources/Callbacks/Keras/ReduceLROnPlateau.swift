internal import JSONText
public import RunModel

/// Lowers the learning rate when a metric has stopped improving: Keras 3.15's `ReduceLROnPlateau`.
///
/// After `patience` epochs without improvement the rate is multiplied by `factor`, but never falls
/// below `minLearningRate`; then `cooldown` epochs follow, of which the last counts again, so that
/// a cooldown of 1 changes nothing. It adds `learning_rate` to `logs`: the rate before its own cut.
///
///     try ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2)
public final class ReduceLROnPlateau: ConfigurableCallback {
  /// Extensions beyond Keras, off by default.
  public struct Extras: Equatable, Sendable {
    /// The unit of `minDelta` (PyTorch's `threshold_mode`).
    public var thresholdMode: ThresholdMode
    /// True when a cut also restores the best epoch's weights.
    public var restoresBestWeights: Bool

    /// Creates the extras.
    public init(thresholdMode: ThresholdMode = .absolute, restoresBestWeights: Bool = false) {
      self.thresholdMode = thresholdMode
      self.restoresBestWeights = restoresBestWeights
    }
  }

  private var monitor: Monitor
  private var factor: Double
  private var patience: Int
  private var verbose: Int
  private var extras: Extras {
    // Old weights must not come back when it is switched on again.
    didSet { if !extras.restoresBestWeights { bestWeights = nil } }
  }
  private var cooldown: Int
  private var minLearningRate: Double

  /// Epochs with the metric since its last improvement, or since the last cut.
  public private(set) var wait = 0
  /// Epochs left of the cooldown.
  public private(set) var cooldownCounter = 0
  /// The best value; nil before the first.
  public private(set) var best: Double?
  private var bestEpoch: Int?
  private var bestWeights: [[Float]]?
  private weak var model: (any Model)?
  private var hasWarned = false

  /// Creates the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - monitor: The metric's name in `logs`.
  ///   - factor: The factor of a cut, below 1.
  ///   - patience: Epochs without improvement before a cut.
  ///   - verbose: Above 0 it reports each of its actions.
  ///   - mode: The better direction; `auto` cannot know that of a metric added by a callback.
  ///   - minDelta: The smallest change that counts; its sign is dropped.
  ///   - cooldown: The epochs after a cut, of which only the last counts.
  ///   - minLearningRate: The lowest learning rate (Keras's `min_lr`).
  ///   - extras: Extensions beyond Keras.
  /// - Throws: `CallbackError` when `factor` is 1 or more.
  public convenience init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10, verbose: Int = 0,
    mode: MonitorMode = .auto, minDelta: Double = 1e-4, cooldown: Int = 0,
    minLearningRate: Double = 0, extras: Extras = Extras()
  ) throws(CallbackError) {
    guard factor < 1 else {
      throw CallbackError(
        "ReduceLROnPlateau does not support a factor >= 1.0. Received factor="
          + factor.pythonDescription)
    }
    self.init(
      checked: factor, monitor: monitor, patience: patience, verbose: verbose, mode: mode,
      minDelta: minDelta, cooldown: cooldown, minLearningRate: minLearningRate, extras: extras)
  }

  private init(
    checked factor: Double, monitor: String, patience: Int = 10, verbose: Int = 0,
    mode: MonitorMode, minDelta: Double = 1e-4, cooldown: Int = 0,
    minLearningRate: Double = 0, extras: Extras = Extras()
  ) {
    self.monitor = Monitor(
      metric: monitor, mode: mode, minDelta: minDelta, threshold: extras.thresholdMode)
    self.extras = extras
    self.factor = factor
    self.patience = patience
    self.verbose = verbose
    self.cooldown = cooldown
    self.minLearningRate = minLearningRate
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    hasWarned = false
    model = training.model
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() {
    wait = 0
    cooldownCounter = 0
    best = nil
    bestEpoch = nil
    bestWeights = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    model = training.model
    try monitor.resolve(for: name, model: training.model)
    logs["learning_rate"] = Double(training.model.learningRate)
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff { return }
    guard let value = try monitor.value(in: logs, for: name) else {
      if !hasWarned {
        training.warn(
          "Learning rate reduction is conditioned on metric `\(monitor.metric)` which is not "
            + "available. Available metrics are: \(logs.names.joined(separator: ",")).", from: self)
        hasWarned = true
      }
      return
    }
    if cooldownCounter > 0 {
      cooldownCounter -= 1
      wait = 0
    }
    if monitor.isImprovement(value, over: best) {
      best = value
      bestEpoch = epoch
      if extras.restoresBestWeights { bestWeights = training.model.weights }
      wait = 0
      training.tell(.improved(epoch: epoch, by: name, metric: monitor.metric, value: value))
    } else if cooldownCounter <= 0 {
      wait += 1
      if wait >= patience, let rate = nextRate(after: training.model.learningRate) {
        training.model.learningRate = Float(rate)
        if verbose > 0 {
          training.say(
            "Epoch \(epoch + 1): ReduceLROnPlateau reducing learning rate to "
              + "\(rate.pythonDescription).", from: self)
        }
        cooldownCounter = cooldown
        wait = 0
        if extras.restoresBestWeights { goBack(training) }
      }
    }
  }

  /// Restores the best epoch's weights; the optimiser keeps its running means.
  private func goBack(_ training: TrainingContext) {
    guard let bestWeights, let bestEpoch else { return }
    training.restore(bestWeights)
    training.tell(.weightsRestored(epoch: bestEpoch, by: name))
  }

  /// The rate after the next cut; nil at the lowest rate, which is compared in 32 bits, as in
  /// Keras.
  private func nextRate(after rate: Float) -> Double? {
    rate > Float(minLearningRate) ? max(Double(rate) * factor, minLearningRate) : nil
  }
}

extension ReduceLROnPlateau {
  public static var recipeName: String { "reduce_lr_on_plateau" }

  public var produces: [String] { ["learning_rate"] }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .reducesLearningRate, monitor: monitor.metric,
      direction: monitor.knownDirection,
      best: best, valueToBeat: monitor.valueToBeat(best), wait: wait, patience: patience,
      cooldownCounter: cooldownCounter, cooldown: cooldown,
      nextLearningRate: model.flatMap { nextRate(after: $0.learningRate) })
  }

  public static let isSimulated = true

  public static func makeDefault() -> ReduceLROnPlateau {
    makeDefault(monitor: "val_loss", mode: .auto)
  }

  /// Creates the callback with its defaults but for the metric.
  public static func makeDefault(monitor: String, mode: MonitorMode) -> ReduceLROnPlateau {
    ReduceLROnPlateau(checked: 0.1, monitor: monitor, mode: mode)
  }

  public static var table: ParameterTable<ReduceLROnPlateau> {
    [
      .monitor(\.monitor.metric),
      .live("patience", \.patience, .count(), "epochs without improvement before a cut"),
      .live("factor", \.factor, .fraction, "the learning rate is multiplied by it"),
      .minDelta(\.monitor.minDelta),
      .live(
        "cooldown", \.cooldown, .count(), "epochs after a cut, of which the last counts again"),
      .live("min_lr", \.minLearningRate, .magnitude, "the least learning rate"),
      .live(
        "restore_best_weights", \.extras.restoresBestWeights, .boolean,
        "whether a cut puts the best epoch's weights back"),
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
          "best_epoch": LogValue(bestEpoch),
          "cooldown_counter": .integer(cooldownCounter),
          "has_warned": .integer(hasWarned ? 1 : 0),
        ], weights: bestWeights)
    }
    set {
      wait = newValue.integer("wait") ?? 0
      best = newValue["best"]
      bestEpoch = newValue.integer("best_epoch")
      cooldownCounter = newValue.integer("cooldown_counter") ?? 0
      hasWarned = newValue.integer("has_warned") == 1
      bestWeights = newValue.weights
    }
  }
}
