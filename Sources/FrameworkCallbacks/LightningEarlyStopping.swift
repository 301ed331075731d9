public import Callbacks
public import RunModel

/// Ends training when a metric has stopped improving: the rule of Lightning's
/// `lightning.pytorch.callbacks.EarlyStopping` (2.6).
///
/// Each validation is checked in this order: not finite, better than the stopping threshold, worse
/// than the divergence threshold, improved by more than `min_delta`, out of patience. The first
/// three leave the best score and the count alone. Values, `min_delta` and thresholds are compared
/// in 32 bits, because Lightning logs a Python float as a 32-bit tensor. A metric that was logged
/// once is never missing again: its last value is checked once more and counts as no improvement.
public final class LightningEarlyStopping: FrameworkCallback {
  /// The check that ended training.
  public enum Cause: String, Equatable, Sendable {
    /// Nothing has ended it.
    case notStopped = "NOT_STOPPED"
    /// The stopping threshold.
    case stoppingThreshold = "STOPPING_THRESHOLD"
    /// The divergence threshold.
    case divergenceThreshold = "DIVERGENCE_THRESHOLD"
    /// The patience.
    case patienceExhausted = "PATIENCE_EXHAUSTED"
    /// NaN or an infinite value.
    case nonFiniteMetric = "NON_FINITE_METRIC"
  }

  private(set) var monitor = "val_loss"
  private(set) var mode = Direction.min
  private(set) var minDelta = 0.0
  private(set) var patience = 3
  private var verbose = false
  private var isStrict = true
  private var checksFinite = true
  private(set) var stoppingThreshold: Double?
  private(set) var divergenceThreshold: Double?
  private var checksOnTrainEpochEnd: Bool?

  /// Checks without improvement so far.
  public private(set) var waitCount = 0
  /// The best score; nil before the first.
  public private(set) var best: Float?
  /// The epoch that ended training, from 0; 0 also when none did, as in Lightning.
  public private(set) var stoppedEpoch = 0
  /// The check that ended training.
  public private(set) var cause = Cause.notStopped
  /// Lightning's words about the last check; nil when it had nothing to say.
  public private(set) var reason: String?
  /// The values by which it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  private var bestEpoch: Int?
  private var last: Float?
  private var hasWarned = false

  /// Creates the callback with Lightning's defaults.
  public init() {}

  public static func makeDefault() -> LightningEarlyStopping { LightningEarlyStopping() }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    (stoppedEpoch, cause, reason, stopEvidence, hasWarned) = (0, .notStopped, nil, nil, false)
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() { (waitCount, best, bestEpoch, last) = (0, nil, nil, nil) }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    reason = nil
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff { return }
    // Adding 0 turns -0.0 into 0.0, as the sum over the batches does.
    if let value = try value(of: monitor, in: logs) { last = Float(value) + 0 }
    guard training.hasValidated || checksOnTrainEpochEnd == true else { return }
    guard let last else { return try missed(logs, training) }
    check(last, epoch, training)
    if verbose, let reason { training.say(reason, from: self) }
  }

  /// A check before the metric was ever logged.
  private func missed(_ logs: Logs, _ training: TrainingContext) throws {
    let words =
      "Early stopping is conditioned on \(monitor), which was not logged; "
      + logs.availableMetrics
    if isStrict { throw FrameworkError("RuntimeError", words) }
    if !hasWarned { training.warn(words, from: self) }
    hasWarned = true
  }

  private func check(_ value: Float, _ epoch: Int, _ training: TrainingContext) {
    if checksFinite, !value.isFinite {
      end(.nonFiniteMetric, .notFinite, at: epoch, value, nil, training)
    } else if let limit = stoppingThreshold, isBetter(value, than: Float(limit)) {
      end(.stoppingThreshold, .target, at: epoch, value, limit, training)
    } else if let limit = divergenceThreshold, isBetter(-value, than: -Float(limit)) {
      end(.divergenceThreshold, .divergence, at: epoch, value, limit, training)
    } else if isImprovement(value) {
      reason = improvement(to: value)
      (best, bestEpoch, waitCount) = (value, epoch, 0)
      training.tell(.improved(epoch: epoch, by: name, metric: monitor, value: Double(value)))
    } else {
      waitCount += 1
      if waitCount >= patience {
        end(.patienceExhausted, .patience, at: epoch, value, valueToBeat, training)
      }
    }
  }

  private func isBetter(_ value: Float, than other: Float) -> Bool {
    mode == .max ? value > other : value < other
  }

  private func isImprovement(_ value: Float) -> Bool {
    let delta = Float(minDelta)
    return isBetter(mode == .max ? value - delta : value + delta, than: bestScore)
  }

  /// The best score as Lightning stores it: infinite before the first.
  var bestScore: Float { best ?? (mode == .max ? -.infinity : .infinity) }

  private var valueToBeat: Double? {
    best.map { mode == .max ? Double($0) + minDelta : Double($0) - minDelta }
  }

  private func end(
    _ cause: Cause, _ kind: StopReason.Evidence.Cause, at epoch: Int, _ value: Float,
    _ threshold: Double?, _ training: TrainingContext
  ) {
    (self.cause, stoppedEpoch) = (cause, epoch)
    reason = words(of: cause, value)
    stopEvidence = StopReason.Evidence(
      kind, monitor: monitor, current: Double(value), best: best.map(Double.init),
      bestEpoch: bestEpoch, wait: waitCount, patience: patience, threshold: threshold)
    training.stopTraining = true
  }
}

extension LightningEarlyStopping {
  public static var recipeName: String { "lightning.early_stopping" }
  public static var framework: TrainingFramework { .lightning }
  public var name: String { "lightning.EarlyStopping" }

  public var toleratesMissingMetric: Bool { !isStrict }
  public var storedBest: Double? { Double(bestScore) }

  public var counters: [FrameworkCounter] {
    [
      FrameworkCounter("wait_count", .integer(waitCount)),
      FrameworkCounter("best_score", .number(Double(bestScore))),
      FrameworkCounter("stop", .boolean(cause != .notStopped)),
    ] + (reason.map { [FrameworkCounter("reason", .text($0))] } ?? [])
  }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: monitor, direction: mode,
      best: best.map(Double.init), bestEpoch: bestEpoch, valueToBeat: valueToBeat,
      wait: waitCount, patience: patience, hasStopped: cause != .notStopped)
  }

  public static var table: ParameterTable<LightningEarlyStopping> {
    [
      .fixed("monitor", \.monitor, .text, "the metric's name in logs", example: "val_loss"),
      .live("patience", \.patience, .count(), "checks without improvement before training ends"),
      .live("min_delta", \.minDelta, .number(), "the smallest change that counts"),
      .live(
        "stopping_threshold", \.stoppingThreshold, .optionalNumber,
        "training ends once the metric is better"),
      .live(
        "divergence_threshold", \.divergenceThreshold, .optionalNumber,
        "training ends once the metric is worse"),
      .live(
        "check_finite", \.checksFinite, .boolean, "whether NaN and infinite values end training"),
      .live("strict", \.isStrict, .boolean, "whether a missing metric is an error"),
      .live("verbose", \.verbose, .boolean, "whether each check is reported"),
      .fixed("mode", \.mode, .oneOf(Direction.self), "the better direction"),
      .fixed(
        "check_on_train_epoch_end", \.checksOnTrainEpochEnd, .boolean,
        "whether epochs without validation are checked, too"),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text("\(monitor) \(mode.rawValue)"), "wait_count": .integer(waitCount),
        "best_score": LogValue(best.map(Double.init)), "best_epoch": LogValue(bestEpoch),
        "last": LogValue(last.map(Double.init)), "has_warned": .integer(hasWarned ? 1 : 0),
      ])
    }
    set {
      waitCount = newValue.integer("wait_count") ?? 0
      best = newValue["best_score"].map { Float($0) }
      bestEpoch = newValue.integer("best_epoch")
      last = newValue["last"].map { Float($0) }
      hasWarned = newValue.integer("has_warned") == 1
    }
  }
}
