public import Callbacks
public import RunModel

/// Lowers the learning rate when a metric has stopped improving: the rule of PyTorch's
/// `torch.optim.lr_scheduler.ReduceLROnPlateau` (2.13).
///
/// Each epoch with the metric stands for one call of `step(metric)`. The rate is reduced when there
/// are more than `patience` bad epochs, one epoch later than in Keras, and a cooldown of N spares N
/// epochs. NaN is a bad epoch. A reduction of `eps` or less is dropped, but the count and the
/// cooldown start over as if it had been made. Rates and metrics are 64-bit numbers.
///
/// PyTorch's scheduler is handed its metric; here `monitor` names it, as in Lightning's
/// configuration of a scheduler.
public final class TorchReduceLROnPlateau: FrameworkCallback {
  private var monitor = "val_loss"
  private var mode = Direction.min
  private var factor = 0.1
  private var patience = 10
  private var threshold = 1e-4
  private var thresholdMode = ThresholdMode.relative
  private var cooldown = 0
  private var minLearningRate = 0.0
  private var eps = 1e-8

  /// Bad epochs in a row, outside a cooldown.
  public private(set) var badEpochs = 0
  /// Epochs left of the cooldown.
  public private(set) var cooldownCounter = 0
  /// The best value; nil before one was better than PyTorch's start, infinity on the bad side.
  public private(set) var best: Double?
  private var bestEpoch: Int?
  private weak var model: (any Model)?

  /// Creates the callback with PyTorch's defaults.
  public init() {}

  public static func makeDefault() -> TorchReduceLROnPlateau { TorchReduceLROnPlateau() }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    model = training.model
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() { (badEpochs, cooldownCounter, best, bestEpoch) = (0, 0, nil, nil) }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    model = training.model
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff { return }
    guard let value = try value(of: monitor, in: logs) else { return }
    if isBetter(value) {
      (best, bestEpoch, badEpochs) = (value, epoch, 0)
      training.tell(.improved(epoch: epoch, by: name, metric: monitor, value: value))
    } else {
      badEpochs += 1
    }
    if cooldownCounter > 0 {
      cooldownCounter -= 1
      badEpochs = 0
    }
    if badEpochs > patience {
      if let rate = nextRate(after: training.model.rate) { training.model.rate = rate }
      (cooldownCounter, badEpochs) = (cooldown, 0)
    }
  }

  /// Returns true when a value passes the goal.
  ///
  /// A relative threshold multiplies the best value, so that the goal of a negative one lies on the
  /// wrong side, and that of infinity with a threshold of 1 is NaN, which nothing passes.
  private func isBetter(_ value: Double) -> Bool { mode.isBetter(value, than: goal) }

  private var goal: Double {
    let best = best ?? start
    return switch (mode, thresholdMode) {
    case (.min, .relative): best * (1 - threshold)
    case (.min, .absolute): best - threshold
    case (.max, .relative): best * (1 + threshold)
    case (.max, .absolute): best + threshold
    }
  }

  private var start: Double { mode == .min ? .infinity : -.infinity }

  /// The rate after the next reduction; nil when the reduction is dropped.
  private func nextRate(after rate: Double) -> Double? {
    let reduced = rate * factor
    let next = minLearningRate > reduced ? minLearningRate : reduced
    return rate - next > eps ? next : nil
  }
}

extension TorchReduceLROnPlateau {
  public static var recipeName: String { "torch.reduce_lr_on_plateau" }
  public static var framework: TrainingFramework { .torch }
  public var name: String { "torch.ReduceLROnPlateau" }

  public var storedBest: Double? { best ?? start }

  public var counters: [FrameworkCounter] {
    [
      FrameworkCounter("num_bad_epochs", .integer(badEpochs)),
      FrameworkCounter("cooldown_counter", .integer(cooldownCounter)),
      FrameworkCounter("best", .number(best ?? start)),
      FrameworkCounter("lr", model.map { .number($0.rate) } ?? .none),
    ]
  }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .reducesLearningRate, monitor: monitor,
      direction: mode, best: best, bestEpoch: bestEpoch, valueToBeat: best == nil ? nil : goal,
      wait: badEpochs, patience: patience, cooldownCounter: cooldownCounter, cooldown: cooldown,
      nextLearningRate: model.flatMap { nextRate(after: $0.rate) })
  }

  public static var table: ParameterTable<TorchReduceLROnPlateau> {
    [
      .fixed("monitor", \.monitor, .text, "the metric's name in logs"),
      .live("patience", \.patience, .count(), "bad epochs that are tolerated before a reduction"),
      .live("factor", \.factor, .number(below: 1), "the learning rate is multiplied by it"),
      .live("threshold", \.threshold, .number(), "the smallest change that counts"),
      .live("cooldown", \.cooldown, .count(), "epochs after a reduction that do not count"),
      .live("min_lr", \.minLearningRate, .magnitude, "the least learning rate"),
      .live("eps", \.eps, .magnitude, "a reduction of this size or less is dropped"),
      .fixed("mode", \.mode, .oneOf(Direction.self), "the better direction"),
      .fixed(
        "threshold_mode", \.thresholdMode, .oneOf(ThresholdMode.self),
        "whether the threshold is a share of the best value"),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text("\(monitor) \(mode.rawValue)"), "num_bad_epochs": .integer(badEpochs),
        "cooldown_counter": .integer(cooldownCounter), "best": LogValue(best),
        "best_epoch": LogValue(bestEpoch),
      ])
    }
    set {
      badEpochs = newValue.integer("num_bad_epochs") ?? 0
      cooldownCounter = newValue.integer("cooldown_counter") ?? 0
      best = newValue["best"]
      bestEpoch = newValue.integer("best_epoch")
    }
  }
}
