public import RunModel

/// An ordered list of callbacks, and the only place that calls their hooks.
///
/// It works as Keras's `CallbackList`: each hook gets a fresh `logs`, sorted by name, which is
/// handed to each callback in turn, so that an earlier callback can add a metric that a later one
/// reads. After every single callback the chain also compares the learning rate and `stopTraining`,
/// and so knows which callback changed them. When a callback throws, its hook ends with that error
/// and later callbacks are not called.
public final class CallbackChain {
  /// A callback and its name in this chain.
  public struct Member {
    /// Unique in the chain: `early_stopping`, `early_stopping_2`.
    public let id: String
    /// The callback itself.
    public let callback: any Callback
  }

  /// The callbacks in order.
  public internal(set) var links: [Member]
  private var disabled: Set<String> = []
  /// The callback that ended training, while `stopTraining` is set.
  public private(set) var stopper: Member?

  /// The number of callbacks at the end that stay there.
  let fixedCount: Int

  /// Creates a chain of callbacks.
  ///
  /// - Parameter last: Callbacks that always stay after all others.
  public init(_ callbacks: [any Callback], last: [any Callback] = []) {
    fixedCount = last.count
    let callbacks = callbacks + last
    var counts: [String: Int] = [:]
    links = callbacks.map { callback in
      let name = type(of: callback).recipeName
      counts[name, default: 0] += 1
      let count = counts[name, default: 1]
      return Member(id: count == 1 ? name : "\(name)_\(count)", callback: callback)
    }
  }

  /// The state of every callback, in order.
  public var states: [CallbackState] {
    links.map { link in
      var state = link.callback.state
      state.id = link.id
      state.fields = link.callback.fields
      // Every callback that is shown can be switched off.
      if state.watchesPlateau || state.summary != nil || !state.fields.isEmpty {
        state.fields.append(
          Parameter("enabled", .boolean(isEnabled(link.id)), .boolean))
      }
      return state
    }
  }

  /// Returns true for a callback that is switched on.
  func isEnabled(_ id: String) -> Bool { !disabled.contains(id) }

  /// Switches a callback on or off.
  func setEnabled(_ isEnabled: Bool, _ id: String) {
    if isEnabled { disabled.remove(id) } else { disabled.insert(id) }
  }

  /// The callback that sets the learning rate of each epoch; nil when none that is on does.
  package var schedule: LearningRateScheduler? {
    links.lazy.filter { self.isEnabled($0.id) }.compactMap { $0.callback as? LearningRateScheduler }
      .first
  }

  /// Runs `onTrainBegin`.
  public func trainBegan(_ training: TrainingContext) throws {
    try run(Logs(), training, isForAll: true) {
      try $0.onTrainBegin(logs: &$1, training: training)
    }
  }

  /// Runs `onTrainEnd` with the last epoch's logs as the trainer made them.
  public func trainEnded(_ logs: Logs, _ training: TrainingContext) throws {
    try run(logs, training) { try $0.onTrainEnd(logs: &$1, training: training) }
  }

  /// Lets every callback write what did not fit on a full disk.
  ///
  /// - Returns: One sentence for each file that is still incomplete.
  public func writeWaiting(_ training: TrainingContext) throws -> [String] {
    try links.compactMap { try $0.callback.writeWaiting(training) }
  }

  /// Measures now what callbacks that are switched on measure at the end of an epoch; no callback
  /// keeps it or acts on it.
  ///
  /// - Throws: The error of an evaluation.
  public func measured() throws -> Logs {
    var values = Logs()
    for link in links where isEnabled(link.id) {
      // Several callbacks may share what they measure.
      if link.callback.produces.contains(where: { values[$0] != nil }) { continue }
      values.update(try link.callback.measured())
    }
    return values
  }

  /// Runs `onEpochBegin`.
  public func epochBegan(_ epoch: Int, _ training: TrainingContext) throws {
    try run(Logs(), training) { try $0.onEpochBegin(epoch: epoch, logs: &$1, training: training) }
  }

  /// Runs `onEpochEnd`.
  ///
  /// - Returns: The logs as the last callback left them.
  @discardableResult
  public func epochEnded(
    _ epoch: Int, _ logs: Logs, _ training: TrainingContext
  ) throws -> Logs {
    try run(logs, training) { try $0.onEpochEnd(epoch: epoch, logs: &$1, training: training) }
  }

  /// Runs `onTrainBatchBegin`.
  public func batchBegan(_ batch: Int, _ training: TrainingContext) throws {
    try run(Logs(), training) {
      try $0.onTrainBatchBegin(batch: batch, logs: &$1, training: training)
    }
  }

  /// Runs `onTrainBatchEnd`.
  public func batchEnded(_ batch: Int, _ logs: Logs, _ training: TrainingContext) throws {
    try run(logs, training) { try $0.onTrainBatchEnd(batch: batch, logs: &$1, training: training) }
  }

  /// Runs `onTestBegin`.
  public func testBegan(_ training: TrainingContext) throws {
    try run(Logs(), training) { try $0.onTestBegin(logs: &$1, training: training) }
  }

  /// Runs `onTestEnd`.
  public func testEnded(_ logs: Logs, _ training: TrainingContext) throws {
    try run(logs, training) { try $0.onTestEnd(logs: &$1, training: training) }
  }

  /// Runs `onTestBatchBegin`.
  public func testBatchBegan(_ batch: Int, _ training: TrainingContext) throws {
    try run(Logs(), training) {
      try $0.onTestBatchBegin(batch: batch, logs: &$1, training: training)
    }
  }

  /// Runs `onTestBatchEnd`.
  public func testBatchEnded(_ batch: Int, _ logs: Logs, _ training: TrainingContext) throws {
    try run(logs, training) { try $0.onTestBatchEnd(batch: batch, logs: &$1, training: training) }
  }

  /// Calls one hook of every callback in order with shared logs.
  @discardableResult
  private func run(
    _ logs: Logs, _ training: TrainingContext, isForAll: Bool = false,
    _ hook: (any Callback, inout Logs) throws -> Void
  ) throws -> Logs {
    var logs = logs.count > 1 ? logs.sortedByName : logs
    // Keras calls float() on what the trainer gives; what callbacks add later stays as it is.
    for (name, value) in logs {
      switch value {
      case .single, .integer: logs[name] = value.double
      case .number, .text, .list, .none: break
      }
    }
    for link in links where isForAll || !disabled.contains(link.id) {
      let rate = training.model.learningRate
      let wasStopping = training.stopTraining
      training.speaker = link.id
      try hook(link.callback, &logs)
      if training.stopTraining != wasStopping { stopper = training.stopTraining ? link : nil }
      let newRate = training.model.learningRate
      if newRate.bitPattern != rate.bitPattern {
        training.tell(
          .learningRateChanged(
            LearningRateChange(
              epoch: training.epoch, step: training.step, old: Double(rate), new: Double(newRate),
              by: link.callback.name)))
      }
    }
    return logs
  }
}
