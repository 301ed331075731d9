public import Callbacks
public import RunModel

/// Ends training when the fitness has stopped improving: the rule of Ultralytics'
/// `ultralytics.utils.torch_utils.EarlyStopping` (8.4).
///
/// Patience counts epoch numbers: epochs without validation use it up, too, but only one with
/// validation can end training. A greater fitness is always better, without a smallest change. The
/// best fitness starts at 0, and while it is 0 any value replaces it, even a negative one or NaN,
/// which nothing replaces. Patience 0 means never. The default is that of a training run; the class
/// alone has 50.
///
/// Ultralytics does not write the fitness to its logs. Unless `monitor` names a metric, it is
/// computed as in version 8.4: mAP50-95 of the boxes, plus that of masks or keypoints; for a
/// classifier the mean of the top-1 and the top-5 accuracy.
public final class UltralyticsEarlyStopping: FrameworkCallback {
  private var monitor = Fitness.name
  private var patience = 100

  /// The best fitness; 0 before the first.
  public private(set) var bestFitness = 0.0
  /// The epoch of the best fitness, from 1; 0 before the first.
  public private(set) var bestEpoch = 0
  /// True when training may end in the next epoch.
  public private(set) var mayStop = false
  /// Epochs since the best one.
  public private(set) var wait = 0
  /// The values by which it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  private var fitness: Fitness?

  /// Creates the callback with the defaults of an Ultralytics training.
  public init() {}

  public static func makeDefault() -> UltralyticsEarlyStopping { UltralyticsEarlyStopping() }

  public func chooseMetric(among names: Set<String>) {
    fitness = monitor == Fitness.name ? Fitness(names) : nil
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    stopEvidence = nil
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() { (bestFitness, bestEpoch, mayStop, wait) = (0, 0, false, 0) }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    // A resumed run trains the epoch again, so half of it counts neither as the best nor as a miss.
    if training.isBrokenOff { return }
    if fitness == nil { chooseMetric(among: Set(logs.names)) }
    let number = epoch + 1
    wait = number - bestEpoch
    guard let value = try current(in: logs) else { return }
    if fitness?.isComputed == true { logs[Fitness.name] = value }
    if value > bestFitness || bestFitness == 0 {
      (bestFitness, bestEpoch, wait) = (value, number, 0)
      training.tell(.improved(epoch: epoch, by: name, metric: watched, value: value))
    }
    mayStop = patience > 0 && wait >= patience - 1
    guard patience > 0, wait >= patience else { return }
    stopEvidence = StopReason.Evidence(
      monitor: watched, current: value, best: bestFitness, bestEpoch: bestEpoch - 1, wait: wait,
      patience: patience)
    training.stopTraining = true
  }

  private func current(in logs: Logs) throws(CallbackError) -> Double? {
    guard let fitness else { return try value(of: monitor, in: logs) }
    return try fitness.value { (metric) throws(CallbackError) in try value(of: metric, in: logs) }
  }

  private var watched: String { fitness?.monitor ?? monitor }
}

extension UltralyticsEarlyStopping {
  public static var recipeName: String { "ultralytics.early_stopping" }
  public static var framework: TrainingFramework { .ultralytics }
  public var name: String { "ultralytics.EarlyStopping" }

  public var monitors: [String] { fitness?.metrics ?? [monitor] }
  public var produces: [String] { fitness?.isComputed == true ? [Fitness.name] : [] }
  public var storedBest: Double? { bestFitness }

  public var counters: [FrameworkCounter] {
    [
      FrameworkCounter("best_fitness", .number(bestFitness)),
      FrameworkCounter("best_epoch", .integer(bestEpoch)),
      FrameworkCounter("possible_stop", .boolean(mayStop)),
      FrameworkCounter("stop", .boolean(stopEvidence != nil)),
    ]
  }

  public var state: CallbackState {
    let best = bestEpoch == 0 ? nil : bestFitness
    return CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: watched, direction: .max, best: best,
      bestEpoch: bestEpoch == 0 ? nil : bestEpoch - 1, valueToBeat: best, wait: wait,
      patience: patience, hasStopped: stopEvidence != nil,
      summary: patience == 0 ? "patience 0 never ends training" : nil)
  }

  public static var table: ParameterTable<UltralyticsEarlyStopping> {
    [
      .fixed("monitor", \.monitor, .text, "the metric that is the fitness"),
      .live(
        "patience", \.patience, .count(),
        "epochs after the best one before training ends; 0 for never"),
    ]
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text(monitor), "best_fitness": .number(bestFitness),
        "best_epoch": .integer(bestEpoch), "wait": .integer(wait),
        "possible_stop": .integer(mayStop ? 1 : 0),
      ])
    }
    set {
      bestFitness = newValue["best_fitness"] ?? 0
      bestEpoch = newValue.integer("best_epoch") ?? 0
      wait = newValue.integer("wait") ?? 0
      mayStop = newValue.integer("possible_stop") == 1
    }
  }
}
