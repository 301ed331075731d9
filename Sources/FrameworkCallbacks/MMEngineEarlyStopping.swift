public import Callbacks
internal import JSONText
public import RunModel

/// Ends training when a metric has stopped improving: the rule of MMEngine's
/// `mmengine.hooks.EarlyStoppingHook` (0.10).
///
/// A value short of the best one plus `min_delta` is not an improvement. A value exactly that much
/// better therefore is one, and with `min_delta: 0` a constant metric never ends training. Everything else becomes the best score, even NaN, which any next value replaces.
/// The stopping threshold must be passed, not met; it sets the best score and leaves the count
/// alone. A missing metric is skipped, or is a `RuntimeError` when `strict`.
public final class MMEngineEarlyStopping: FrameworkCallback {
  /// The comparison: the better direction of the metric.
  public enum Rule: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
    /// A greater value is better.
    case greater
    /// A smaller value is better.
    case less
  }

  private var monitor = "val_loss"
  private var givenRule: Rule?
  private var minDelta = 0.1
  private var patience = 5
  private var stoppingThreshold: Double?
  private var isStrict = false
  private var checksFinite = true

  /// Validations without improvement so far.
  public private(set) var waitCount = 0
  /// The best score; nil before the first.
  public private(set) var best: Double?
  /// The hook's words about the end of training; nil while it goes on.
  public private(set) var reason: String?
  /// The values by which it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  private var bestEpoch: Int?
  private var hasWarned = false

  /// Creates the callback with MMEngine's defaults.
  public init() {}

  public static func makeDefault() -> MMEngineEarlyStopping { MMEngineEarlyStopping() }

  /// The rule as given, or as worked out from the name of the metric; nil when the name does not
  /// tell it.
  public var rule: Rule? { givenRule ?? Rule(ofMetric: monitor) }

  public func checkParameters() throws(EditRefusal) {
    guard rule == nil else { return }
    throw EditRefusal(
      "cannot tell from the name \(monitor) which values are better; "
        + "give it rule: greater or rule: less")
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    (reason, stopEvidence, hasWarned) = (nil, nil, false)
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() { (waitCount, best, bestEpoch) = (0, nil, nil) }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff || !training.hasValidated { return }
    guard let value = try value(of: monitor, in: logs) else { return try missed(logs, training) }
    if checksFinite, !value.isFinite {
      let words = "Monitored metric \(monitor) = \(value.pythonDescription) is infinite. "
      end(
        .notFinite, words + "Previous best value was \(bestScore.rounded3).", epoch, value, nil,
        training)
    } else if let limit = stoppingThreshold, direction.isBetter(value, than: limit) {
      (best, bestEpoch) = (value, epoch)
      let words = "Stopping threshold reached: `\(monitor)` = \(value.pythonDescription) is "
      end(
        .target, words + "\(rule?.rawValue ?? "") than \(limit.pythonDescription).", epoch, value,
        limit, training)
    } else if direction.isBetter(goal, than: value) {
      waitCount += 1
      guard waitCount >= patience else { return }
      let words = "the monitored metric did not improve in the last \(waitCount) records. "
      end(.patience, words + "best score: \(bestScore.rounded3). ", epoch, value, goal, training)
    } else {
      (best, bestEpoch, waitCount) = (value, epoch, 0)
      training.tell(.improved(epoch: epoch, by: name, metric: monitor, value: value))
    }
  }

  /// A validation without the metric.
  private func missed(_ logs: Logs, _ training: TrainingContext) throws {
    let words =
      "Early stopping is skipped, because the validation has no \(monitor); "
      + logs.availableMetrics
    if isStrict { throw FrameworkError("RuntimeError", words) }
    if !hasWarned { training.warn(words, from: self) }
    hasWarned = true
  }

  private func end(
    _ cause: StopReason.Evidence.Cause, _ words: String, _ epoch: Int, _ value: Double,
    _ threshold: Double?, _ training: TrainingContext
  ) {
    reason = words
    stopEvidence = StopReason.Evidence(
      cause, monitor: monitor, current: value, best: best, bestEpoch: bestEpoch, wait: waitCount,
      patience: patience, threshold: threshold)
    training.say(words, from: self)
    training.stopTraining = true
  }

  private var direction: Direction { rule == .less ? .min : .max }

  /// The best score as MMEngine stores it: infinite before the first.
  private var bestScore: Double { best ?? (rule == .less ? .infinity : -.infinity) }

  /// The value that the next one must reach.
  private var goal: Double { rule == .less ? bestScore - minDelta : bestScore + minDelta }
}

extension MMEngineEarlyStopping {
  public static var recipeName: String { "mmengine.early_stopping" }
  public static var framework: TrainingFramework { .mmengine }
  public var name: String { "mmengine.EarlyStopping" }

  public var toleratesMissingMetric: Bool { !isStrict }
  public var storedBest: Double? { bestScore }

  public var counters: [FrameworkCounter] {
    [
      FrameworkCounter("wait_count", .integer(waitCount)),
      FrameworkCounter("best_score", .number(bestScore)),
      FrameworkCounter("stop", .boolean(stopEvidence != nil)),
    ] + (reason.map { [FrameworkCounter("reason", .text($0))] } ?? [])
  }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: monitor,
      direction: rule == nil ? nil : direction, best: best, bestEpoch: bestEpoch,
      valueToBeat: best == nil ? nil : goal, wait: waitCount, patience: patience,
      hasStopped: stopEvidence != nil)
  }

  public static var table: ParameterTable<MMEngineEarlyStopping> {
    [
      .fixed("monitor", \.monitor, .text, "the metric's name in logs", example: "coco/bbox_mAP"),
      .live(
        "patience", \.patience, .count(), "validations without improvement before training ends"),
      .live("min_delta", \.minDelta, .number(), "the smallest change that counts"),
      .live(
        "stopping_threshold", \.stoppingThreshold, .optionalNumber,
        "training ends once the metric is better"),
      .live(
        "check_finite", \.checksFinite, .boolean, "whether NaN and infinite values end training"),
      .live("strict", \.isStrict, .boolean, "whether a missing metric is an error"),
      .fixed(
        "rule", \.givenRule, .oneOf(Rule.self),
        "which values are better; by default the metric's name tells it"),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text("\(monitor) \(rule?.rawValue ?? "")"), "wait_count": .integer(waitCount),
        "best_score": LogValue(best), "best_epoch": LogValue(bestEpoch),
        "has_warned": .integer(hasWarned ? 1 : 0),
      ])
    }
    set {
      waitCount = newValue.integer("wait_count") ?? 0
      best = newValue["best_score"]
      bestEpoch = newValue.integer("best_epoch")
      hasWarned = newValue.integer("has_warned") == 1
    }
  }
}
