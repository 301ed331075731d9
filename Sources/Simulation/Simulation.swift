public import Callbacks
internal import FrameworkCallbacks
public import RunModel

/// A simulation of callbacks on a saved log: the real callbacks, fed with its metrics.
///
/// The metrics are those of the recorded run. The log cannot tell how another learning rate would
/// have changed them; the decisions are exact for the metrics as they are.
public final class Simulation {
  /// The simulated epochs, up to the one that would have been the last.
  public private(set) var epochs: [SimulatedEpoch] = []
  /// The warnings of the callbacks.
  public private(set) var warnings: [String] = []
  /// The callbacks before the first epoch.
  public private(set) var start: [CallbackState] = []
  /// The number of the run's first epoch in the log.
  public let firstNumber: Int
  /// The end of the simulated training.
  public private(set) var end = SimulatedEnd(messages: [])

  /// Runs callbacks over a log.
  ///
  /// - Parameters:
  ///   - callbacks: New callbacks in their order; they are changed.
  ///   - learningRate: The rate at the start.
  ///   - epochs: The number of epochs asked for; nil for that of the log.
  ///   - directions: The directions of metrics, by their names, for callbacks without a mode.
  ///   - editing: Changes their parameters before the first epoch.
  /// - Throws: `MissingMonitor` for a metric that the log lacks, or the error of a callback, as
  ///   when it cannot tell the direction of a metric.
  /// - Complexity: O(epochs · callbacks).
  public init(
    _ log: [RecordedEpoch], callbacks: [any Callback], learningRate: Double, epochs: Int? = nil,
    directions: [String: Direction] = [:],
    editing: (CallbackChain) throws -> Void = { _ in }
  ) throws {
    final class Said {
      var messages: [(from: String, text: String)] = []
      var warnings: [String] = []
      var rates: [String: (old: Double, new: Double)] = [:]
      var speaker: () -> String = { "" }
    }
    let said = Said()
    firstNumber = log.firstNumber
    let names = Set(log.lazy.flatMap(\.logs.names))
    let rules = callbacks.compactMap { $0 as? any FrameworkCallback }
    for rule in rules { rule.chooseMetric(among: names) }
    if let missing = MissingMonitor(callbacks, in: log) { throw missing }
    let validation = ValidatedEpochs(names, monitors: callbacks.flatMap(\.monitors))
    let model = RecordedModel(
      learningRate: learningRate, isPrecise: rules.contains { $0 is TorchReduceLROnPlateau },
      directions: directions)
    let last = log.last?.epoch ?? 0
    let training = TrainingContext(model: model, epochs: epochs ?? last + 1, steps: 1) { event in
      switch event {
      case .message(_, let text): said.messages.append((said.speaker(), text))
      case .learningRateChanged(let change): said.rates[said.speaker()] = (change.old, change.new)
      case .warning(_, let text): said.warnings.append(text)
      default: break  // The states after each epoch hold what the callbacks did.
      }
    }
    // Two callbacks of one type have the same name and different ids.
    said.speaker = { [unowned training] in training.speaker }
    let chain = CallbackChain(callbacks)
    try editing(chain)
    try chain.trainBegan(training)
    start = chain.states
    for recorded in log {
      training.epoch = recorded.epoch
      training.hasValidated = validation.includes(recorded)
      model.weights = [[Float(recorded.epoch)]]
      (said.messages, said.rates) = ([], [:])
      let logs: Logs
      let rate: Double
      do {
        try chain.epochBegan(recorded.epoch, training)
        rate = model.preciseLearningRate
        logs = try chain.epochEnded(recorded.epoch, recorded.logs, training)
      } catch let error as FrameworkError {
        (end.failedEpoch, end.reason) = (recorded.epoch, .failed("\(error)"))
        break
      }
      self.epochs.append(
        SimulatedEpoch(
          epoch: recorded.epoch, logs: logs, callbacks: chain.states, reports: chain.reports,
          learningRateWithin: rate, learningRate: model.preciseLearningRate, rates: said.rates,
          messages: said.messages, stops: training.stopTraining))
      if training.stopTraining {
        let stopper = chain.stopper?.callback
        end.stoppedEpoch = recorded.epoch
        end.reason = StopReason.callback(
          name: stopper?.name ?? "a callback", epoch: recorded.epoch,
          evidence: stopper?.stopEvidence
        ).explained(by: chain.states) { metric, direction in
          let values = self.epochs.compactMap { $0.logs[metric] }.filter(\.isFinite)
          return direction == .max ? values.max() : values.min()
        }
        break
      }
    }
    said.messages = []
    // An exception ends a framework's training without the hooks of its end.
    if end.failedEpoch == nil { try chain.trainEnded(log.last?.logs ?? Logs(), training) }
    for request in training.collectRequests() {
      if case .reportRestoredWeights(let epoch) = request { end.restoredEpoch = epoch }
    }
    end.messages = said.messages.map(\.text)
    warnings = said.warnings
  }
}

extension CallbackChain {
  /// The reports of those callbacks that follow another framework's rule, by their ids.
  fileprivate var reports: [String: RuleReport] {
    var reports: [String: RuleReport] = [:]
    for link in links {
      guard let rule = link.callback as? any FrameworkCallback else { continue }
      reports[link.id] = RuleReport(storedBest: rule.storedBest, counters: rule.counters)
    }
    return reports
  }
}
