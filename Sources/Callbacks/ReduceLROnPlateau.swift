public import RunModel

/// Lowers the learning rate when a metric has stopped improving: Keras 3.15's `ReduceLROnPlateau`.
///
/// After `patience` epochs without improvement the rate is multiplied by `factor`, never below
/// `minLearningRate`; then `cooldown` epochs begin, of which the last counts again, so that a cooldown
/// of 1 changes nothing. Writes `learning_rate` into `logs`: the rate before its own cut.
public final class ReduceLROnPlateau: Callback {
  private var monitor: Monitor
  private var factor: Double
  private var patience: Int
  private let verbose: Int
  private var cooldown: Int
  private var minLearningRate: Double

  /// Epochs with the metric since it last improved, or since the last cut.
  public private(set) var wait = 0
  /// Epochs left of the cooldown.
  public private(set) var cooldownCounter = 0
  /// The best value; nil before the first.
  public private(set) var best: Double?
  private weak var model: (any Model)?
  private var hasWarned = false

  /// Makes the callback; the parameters are Keras's.
  ///
  /// - Parameters:
  ///   - monitor: the metric's name in `logs`.
  ///   - factor: what the learning rate is multiplied by, below 1.
  ///   - patience: epochs without improvement before a cut.
  ///   - verbose: above 0 it says what it does.
  ///   - mode: which way is better; `auto` cannot know it of a metric that a callback adds.
  ///   - minDelta: the smallest change that counts; its sign is dropped.
  ///   - cooldown: epochs after a cut, of which all but the last do not count.
  ///   - minLearningRate: the floor (Keras's `min_lr`).
  /// - Throws: `CallbackError` when `factor` is 1 or more.
  public init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10, verbose: Int = 0,
    mode: MonitorMode = .auto, minDelta: Double = 1e-4, cooldown: Int = 0,
    minLearningRate: Double = 0
  ) throws(CallbackError) {
    guard factor < 1 else {
      throw CallbackError(
        "ReduceLROnPlateau does not support a factor >= 1.0. Received factor="
          + factor.pythonDescription)
    }
    self.monitor = Monitor(metric: monitor, mode: mode, minDelta: minDelta)
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
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    model = training.model
    try monitor.resolve(for: name, model: training.model)
    logs["learning_rate"] = Double(training.model.learningRate)
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
      }
    }
  }

  /// The rate of the next cut; nil at the floor, which is compared in 32 bits, as Keras does.
  private func nextRate(after rate: Float) -> Double? {
    rate > Float(minLearningRate) ? max(Double(rate) * factor, minLearningRate) : nil
  }
}

extension ReduceLROnPlateau {
  public static var recipeName: String { "reduce_lr_on_plateau" }

  public var produces: [String] { ["learning_rate"] }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, monitor: monitor.metric, direction: monitor.knownDirection,
      best: best, valueToBeat: monitor.valueToBeat(best), wait: wait, patience: patience,
      cooldownCounter: cooldownCounter, cooldown: cooldown,
      nextLearningRate: model.flatMap { nextRate(after: $0.learningRate) },
      fields: [
        CallbackField("patience", .integer(patience), .count),
        CallbackField("factor", .number(factor), .fraction),
        CallbackField("min_delta", .number(monitor.minDelta), .magnitude),
        CallbackField("cooldown", .integer(cooldown), .count),
        CallbackField("min_lr", .number(minLearningRate), .magnitude),
      ])
  }

  public func set(_ field: String, to value: FieldValue) throws(EditRefusal) -> FieldValue {
    let old = try fieldValue(field)
    switch field {
    case "patience": patience = try value.count(field)
    case "factor": factor = try value.fraction(field)
    case "min_delta": monitor.minDelta = try value.magnitude(field)
    case "cooldown": cooldown = try value.count(field)
    default: minLearningRate = try value.magnitude(field)
    }
    return old
  }
}
