public import Callbacks
public import RunModel

/// Ends training when a metric has stopped improving: the rule of Hugging Face's
/// `transformers.EarlyStoppingCallback` (5.24) together with the `Trainer` that keeps the best
/// metric.
///
/// The callback sees an evaluation before the Trainer updates the best metric, so the first
/// evaluation always counts 0, even when it is NaN. It counts as an improvement when it is better
/// by more than `early_stopping_threshold`. The best metric follows every improvement, also one too
/// small for the threshold, so that many small steps forward count as none. An evaluation without
/// the metric is a `KeyError` of the Trainer.
///
/// Four parameters belong to `TrainingArguments`. As there, `eval_` is put before the name of the
/// metric, and without `greater_is_better` only names that end in `loss` are better when smaller.
public final class TransformersEarlyStopping: FrameworkCallback {
  /// The moments at which the Trainer saves.
  public enum SaveStrategy: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
    /// Never; then no checkpoint is the best.
    case no
    /// After every so many steps.
    case steps
    /// After each epoch.
    case epoch
    /// After each new best metric.
    case best
  }

  private var patience = 1
  private var threshold = 0.0
  private var metric = "loss" { didSet { chosen = nil } }
  private var givenGreaterIsBetter: Bool?
  private var loadsBestModel = false
  private var saveStrategy = SaveStrategy.steps

  /// Evaluations without improvement so far.
  public private(set) var counter = 0
  /// The Trainer's best metric; nil before the first evaluation.
  public private(set) var bestMetric: Double?
  /// The epoch of the best metric, from 0; nil when none was better than the start.
  public private(set) var bestEpoch: Int?
  /// The values by which it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  private var bestWeights: [[Float]]?
  /// The metric's name among those of the logs; nil before it is known.
  private var chosen: String?

  /// Creates the callback with the defaults of Transformers.
  public init() {}

  public static func makeDefault() -> TransformersEarlyStopping { TransformersEarlyStopping() }

  /// True when a larger metric is better, as given or as worked out from the name.
  public var greaterIsBetter: Bool { givenGreaterIsBetter ?? !metric.hasSuffix("loss") }

  private var direction: Direction { greaterIsBetter ? .max : .min }

  public func chooseMetric(among names: Set<String>) {
    let candidates = [metric.hasPrefix("eval_") ? metric : "eval_" + metric, metric]
    chosen = candidates.first { names.contains($0) }
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    stopEvidence = nil
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() { (counter, bestMetric, bestEpoch, bestWeights) = (0, nil, nil, nil) }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff || !training.hasValidated { return }
    if chosen == nil { chooseMetric(among: Set(logs.names)) }
    guard let value = try value(of: watched, in: logs) else {
      throw FrameworkError(
        "KeyError",
        "the evaluation has no \(watched), which metric_for_best_model asks for; "
          + logs.availableMetrics)
    }
    counter = isImprovement(value) ? 0 : counter + 1
    if counter >= patience {
      stopEvidence = StopReason.Evidence(
        monitor: watched, current: value, best: bestMetric, bestEpoch: bestEpoch, wait: counter,
        patience: patience, threshold: valueToBeat)
      training.stopTraining = true
    }
    update(value, epoch, training)
  }

  private func isImprovement(_ value: Double) -> Bool {
    guard let bestMetric else { return true }
    return direction.isBetter(value, than: bestMetric) && abs(value - bestMetric) > threshold
  }

  /// The Trainer's own comparison, after the callback's.
  private func update(_ value: Double, _ epoch: Int, _ training: TrainingContext) {
    let best = bestMetric ?? (greaterIsBetter ? -.infinity : .infinity)
    bestMetric = best
    guard direction.isBetter(value, than: best) else { return }
    (bestMetric, bestEpoch) = (value, epoch)
    training.tell(.improved(epoch: epoch, by: name, metric: watched, value: value))
    if loadsBestModel, saveStrategy != .no { bestWeights = training.model.weights }
  }

  private var watched: String { chosen ?? metric }

  private var valueToBeat: Double? {
    bestMetric.map { greaterIsBetter ? $0 + threshold : $0 - threshold }
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    guard loadsBestModel, let bestWeights, let bestEpoch else { return }
    training.restore(bestWeights)
    training.request(.reportRestoredWeights(ofEpoch: bestEpoch))
  }
}

extension TransformersEarlyStopping {
  public static var recipeName: String { "transformers.early_stopping" }
  public static var framework: TrainingFramework { .transformers }
  public var name: String { "transformers.EarlyStopping" }

  public var storedBest: Double? { bestMetric }

  public var counters: [FrameworkCounter] {
    [
      FrameworkCounter("counter", .integer(counter)),
      FrameworkCounter("best_metric", bestMetric.parameterValue),
      FrameworkCounter("should_training_stop", .boolean(stopEvidence != nil)),
    ]
  }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: watched, direction: direction,
      best: bestEpoch == nil ? nil : bestMetric, bestEpoch: bestEpoch,
      valueToBeat: bestEpoch == nil ? nil : valueToBeat, wait: counter, patience: patience,
      hasStopped: stopEvidence != nil)
  }

  public static var table: ParameterTable<TransformersEarlyStopping> {
    [
      .fixed(
        "metric_for_best_model", \.metric, .text, "the metric's name, with or without eval_"),
      .live(
        "early_stopping_patience", \.patience, .count(),
        "evaluations without improvement before training ends"),
      .live(
        "early_stopping_threshold", \.threshold, .number(),
        "an improvement must be larger than this"),
      .fixed(
        "greater_is_better", \.givenGreaterIsBetter, .boolean,
        "whether a larger value is better; by default unless the name ends in loss"),
      .fixed(
        "load_best_model_at_end", \.loadsBestModel, .boolean,
        "whether the best checkpoint's weights are put back at the end"),
      .fixed(
        "save_strategy", \.saveStrategy, .oneOf(SaveStrategy.self),
        "when checkpoints are saved; with no there is none to put back"),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory(
        [
          "of": .text("\(metric) \(direction.rawValue)"), "counter": .integer(counter),
          "best_metric": LogValue(bestMetric), "best_epoch": LogValue(bestEpoch),
        ], weights: bestWeights)
    }
    set {
      counter = newValue.integer("counter") ?? 0
      bestMetric = newValue["best_metric"]
      bestEpoch = newValue.integer("best_epoch")
      bestWeights = newValue.weights
    }
  }
}
