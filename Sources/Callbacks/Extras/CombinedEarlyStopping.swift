public import RunModel

/// Ends training when all of several metrics, or any one of them, have stopped improving.
///
/// Each condition counts as `EarlyStopping` does. The weights that may be restored are those of
/// the first condition's best epoch.
///
///     try CombinedEarlyStopping(
///       .all,
///       of: [.init(monitor: "val_loss", patience: 5), .init(monitor: "val/mAP", mode: .max)])
public final class CombinedEarlyStopping: Callback {
  /// The number of conditions that must have run out of patience.
  public enum Rule: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
    /// Every one.
    case all
    /// One is enough.
    case any
  }

  /// A metric and the epochs that it may go without improvement.
  public struct Condition: Equatable, Sendable {
    /// The metric's name in `logs`.
    public var monitor: String
    /// The better direction of the metric.
    public var mode: MonitorMode
    /// The smallest change that counts, at least 0.
    public var minDelta: Double
    /// The number of epochs without improvement after which the condition is met; 0 counts as 1.
    public var patience: Int

    /// Creates a condition on a metric.
    public init(
      monitor: String, mode: MonitorMode = .auto, minDelta: Double = 0, patience: Int = 0
    ) {
      self.monitor = monitor
      self.mode = mode
      self.minDelta = abs(minDelta)
      self.patience = patience
    }

    /// The parameters.
    public static var table: ParameterTable<Condition> {
      [
        .monitor(\.monitor, example: "val_loss"),
        .mode(\.mode),
        .live("patience", \.patience, .count(), "epochs without improvement"),
        .minDelta(\.minDelta),
      ]
    }
  }

  /// A condition with its counters.
  private final class Counter {
    var condition: Condition { didSet { monitor.minDelta = condition.minDelta } }
    var monitor: Monitor
    var patience: Int { condition.patience }
    var wait = 0
    var best: Double?
    var bestEpoch = 0
    var current: Double?

    init(_ condition: Condition) {
      monitor = Monitor(
        metric: condition.monitor, mode: condition.mode, minDelta: condition.minDelta)
      self.condition = condition
    }

    var isSpent: Bool { wait >= max(1, patience) }
    var left: Int { max(1, patience) - wait }
  }

  private var rule: Rule
  private let counters: [Counter]
  private var restoresBestWeights: Bool
  private var verbose: Int
  private var bestWeights: [[Float]]?
  private var stoppedEpoch: Int?
  private var warned: Set<String> = []
  /// The decisive condition, once it has ended training.
  public private(set) var stopEvidence: StopReason.Evidence?

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - rule: The number of conditions that must have run out of patience.
  ///   - conditions: At least one condition.
  ///   - restoreBestWeights: True restores the weights of the first condition's best epoch at the
  ///     end.
  /// - Throws: `CallbackError` without a condition, or with two conditions on one metric.
  public init(
    _ rule: Rule, of conditions: [Condition], restoreBestWeights: Bool = false, verbose: Int = 0
  ) throws(CallbackError) {
    guard !conditions.isEmpty else {
      throw CallbackError("CombinedEarlyStopping has no conditions")
    }
    guard Set(conditions.map(\.monitor)).count == conditions.count else {
      throw CallbackError("CombinedEarlyStopping has two conditions on one metric; leave one out")
    }
    self.rule = rule
    counters = conditions.map(Counter.init)
    restoresBestWeights = restoreBestWeights
    self.verbose = verbose
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    forget()
    (stoppedEpoch, stopEvidence, warned) = (nil, nil, [])
  }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() {
    for counter in counters {
      (counter.wait, counter.best, counter.bestEpoch, counter.current) = (0, nil, 0, nil)
    }
    bestWeights = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    for (index, counter) in counters.enumerated() {
      try counter.monitor.resolve(for: name, model: training.model)
      // A resumed run trains the epoch again, so half of it counts neither as the best nor as a
      // miss.
      if training.isBrokenOff { continue }
      guard let value = try counter.monitor.value(in: logs, for: name) else {
        let metric = counter.monitor.metric
        if warned.insert(metric).inserted {
          training.warn("\(metric) is not available; its patience is not counted", from: self)
        }
        continue
      }
      counter.current = value
      counter.wait += 1
      guard counter.monitor.isImprovement(value, over: counter.best) else { continue }
      (counter.best, counter.bestEpoch, counter.wait) = (value, epoch, 0)
      training.tell(
        .improved(epoch: epoch, by: name, metric: counter.monitor.metric, value: value))
      if index == 0, restoresBestWeights { bestWeights = training.model.weights }
    }
    let isOver = rule == .all ? counters.allSatisfy(\.isSpent) : counters.contains(where: \.isSpent)
    guard isOver, epoch > 0, !training.isBrokenOff else { return }
    let counter = decisive
    stoppedEpoch = epoch
    stopEvidence = StopReason.Evidence(
      monitor: counter.monitor.metric, current: counter.current ?? .nan, best: counter.best,
      bestEpoch: counter.bestEpoch, wait: counter.wait, patience: counter.patience,
      threshold: counter.monitor.valueToBeat(counter.best))
    training.stopTraining = true
  }

  /// The condition that decides: the last one to run out of patience for `all`, the first for
  /// `any`.
  private var decisive: Counter {
    var found = counters[0]
    for counter in counters.dropFirst() {
      if rule == .all ? counter.left > found.left : counter.left < found.left { found = counter }
    }
    return found
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    if let stoppedEpoch, verbose > 0 {
      training.say("Epoch \(stoppedEpoch + 1): early stopping", from: self)
    }
    guard restoresBestWeights, let bestWeights, let first = counters.first else { return }
    training.restore(bestWeights)
    training.request(.reportRestoredWeights(ofEpoch: first.bestEpoch))
  }
}

extension CombinedEarlyStopping {
  public var monitors: [String] { counters.map(\.monitor.metric) }
  public var undirectedMonitors: [String] {
    counters.filter { $0.monitor.knownDirection == nil }.map(\.monitor.metric)
  }

  public var state: CallbackState {
    let counter = decisive
    let waits = counters.map { "\($0.monitor.metric) \($0.wait)/\($0.patience)" }
    return CallbackState(
      id: Self.recipeName, name: name, role: .stops, monitor: counter.monitor.metric,
      direction: counter.monitor.knownDirection, best: counter.best,
      bestEpoch: counter.best == nil ? nil : counter.bestEpoch,
      valueToBeat: counter.monitor.valueToBeat(counter.best), wait: counter.wait,
      patience: counter.patience, hasStopped: stopEvidence != nil,
      summary: "\(rule.rawValue) of \(waits.joined(separator: ", "))")
  }

  /// The parameters besides those of the conditions.
  public static var table: ParameterTable<CombinedEarlyStopping> {
    [
      .live(
        "restore_best_weights", \.restoresBestWeights, .boolean,
        "whether the best epoch's weights are put back at the end"),
      .verbose(\.verbose),
      .fixed(
        "when", \.rule, .oneOf(Rule.self), "how many conditions must have run out of patience"),
    ]
  }

  public var parameters: [BoundParameter] {
    counters.flatMap { counter in
      Condition.table.bound(prefix: counter.monitor.metric + " ") {
        counter.condition
      } set: {
        counter.condition = $0
      }
    } + Self.table.bound { self }
  }

  public var memory: CallbackMemory {
    get {
      let words = counters.map(\.monitor.words).joined(separator: ", ")
      var memory = CallbackMemory(
        ["of": .text(words), "stopped_epoch": LogValue(stoppedEpoch)], weights: bestWeights)
      for (index, counter) in counters.enumerated() {
        memory.values[value: "\(index)"] = .list([
          .integer(counter.wait), LogValue(counter.best), .integer(counter.bestEpoch),
          LogValue(counter.current),
        ])
      }
      return memory
    }
    set {
      for (index, counter) in counters.enumerated() {
        guard case .list(let numbers)? = newValue.values[value: "\(index)"], numbers.count == 4
        else { continue }
        counter.wait = numbers[0].double.flatMap { Int(exactly: $0) } ?? 0
        counter.best = numbers[1].double
        counter.bestEpoch = numbers[2].double.flatMap { Int(exactly: $0) } ?? 0
        counter.current = numbers[3].double
      }
      stoppedEpoch = newValue.integer("stopped_epoch")
      bestWeights = newValue.weights
    }
  }
}
