public import RunModel

/// An object whose hooks are called during training, and which may act on what it sees.
///
/// The hooks are Keras's, in Keras's order; each does nothing unless implemented. One value of
/// `logs` is passed `inout` from callback to callback, so that every later one sees the metrics
/// that an earlier one has added. An error thrown by a hook ends training at once, without
/// `onTrainEnd`, as in Keras.
public protocol Callback: AnyObject {
  /// The name in recipes and on the command line, in snake case: `early_stopping`.
  static var recipeName: String { get }
  /// The framework whose rule it follows.
  static var framework: TrainingFramework { get }
  /// The name of its type, as Keras spells it.
  var name: String { get }
  /// The callback's current state; the chain fills in the `id` and the `fields`.
  var state: CallbackState { get }
  /// The metrics that it needs in `logs`.
  var monitors: [String] { get }
  /// The monitored metrics whose better direction it cannot know by itself.
  var undirectedMonitors: [String] { get }
  /// The names it adds to `logs` at an epoch's end.
  var produces: [String] { get }
  /// True when its file has no columns but the names that the first epoch's `logs` hold as they reach
  /// it.
  var hasFixedColumns: Bool { get }
  /// The files and folders that it writes, in the run's folder or elsewhere, for the checks before
  /// training.
  ///
  /// - Throws: `CallbackError` when a name cannot be made.
  func writtenPaths() throws(CallbackError) -> [WrittenPath]
  /// Writes again what did not fit on a full disk, after training has ended and while the model is
  /// as the last epoch left it.
  ///
  /// It is called repeatedly for a moment while something is unwritten, even on a callback that is
  /// switched off.
  ///
  /// - Returns: A sentence with the file that is still incomplete and the reason; nil when
  ///   everything is written.
  func writeWaiting(_ training: TrainingContext) throws -> String?
  /// Measures now what it adds to `logs` at the end of an epoch, without keeping it; empty for a
  /// callback that measures nothing.
  func measured() throws -> Logs
  /// The reason why it ended training; nil while it has not, or when it gives none.
  var stopEvidence: StopReason.Evidence? { get }

  /// The parameters that can be changed between hooks.
  var parameters: [BoundParameter] { get }
  /// Everything it needs to continue after an interruption; it is set after `onTrainBegin`.
  ///
  /// There is no default, because it would lose the state silently. A callback without state
  /// declares `var memory = CallbackMemory()`.
  var memory: CallbackMemory { get set }

  /// Forgets the best value and the counters, between hooks; parameters keep their values.
  ///
  /// - Throws: `EditRefusal` when there is nothing to forget.
  func reset() throws(EditRefusal)

  /// Called before the first epoch; `logs` is empty.
  func onTrainBegin(logs: inout Logs, training: TrainingContext) throws
  /// Called after the last epoch unless training ended by an error; `logs` is that epoch's, without
  /// the metrics that callbacks added.
  func onTrainEnd(logs: inout Logs, training: TrainingContext) throws
  /// Called before the first batch of an epoch; `logs` is empty.
  func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Called after validation; `logs` holds the epoch's metrics, those of validation prefixed with
  /// `val_`.
  func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Called before a training batch; `logs` is empty.
  func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Called after a training batch; `logs` holds the means since the epoch began.
  func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Called before validation; `logs` is empty.
  func onTestBegin(logs: inout Logs, training: TrainingContext) throws
  /// Called after validation; `logs` holds its metrics, without a prefix.
  func onTestEnd(logs: inout Logs, training: TrainingContext) throws
  /// Called before a validation batch; `logs` is empty.
  func onTestBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Called after a validation batch; `logs` holds the means so far.
  func onTestBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws
}

extension Callback {
  public static var recipeName: String { String(describing: Self.self).snakeCased }
  public static var framework: TrainingFramework { .keras }
  public var name: String { String(describing: type(of: self)) }
  public var state: CallbackState { CallbackState(id: Self.recipeName, name: name) }
  public var monitors: [String] { state.monitor.map { [$0] } ?? [] }
  public var undirectedMonitors: [String] {
    let state = state
    return state.direction == nil ? state.monitor.map { [$0] } ?? [] : []
  }
  public var produces: [String] { [] }
  public var hasFixedColumns: Bool { false }
  public func writtenPaths() throws(CallbackError) -> [WrittenPath] { [] }
  public func writeWaiting(_ training: TrainingContext) throws -> String? { nil }
  public func measured() throws -> Logs { Logs() }
  public var stopEvidence: StopReason.Evidence? { nil }
  public var parameters: [BoundParameter] { [] }

  public func reset() throws(EditRefusal) { throw EditRefusal("\(name) has nothing to reset") }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {}
  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {}
  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {}
  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {}
  public func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws {}
  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {}
  public func onTestBegin(logs: inout Logs, training: TrainingContext) throws {}
  public func onTestEnd(logs: inout Logs, training: TrainingContext) throws {}
  public func onTestBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws {}
  public func onTestBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {}
}

extension String {
  /// The name in snake case, `reduce_lr_on_plateau` for `ReduceLROnPlateau`: a word begins at a
  /// capital after a small letter, and at the last capital of a run that a small letter follows.
  var snakeCased: String {
    let letters = Array(self)
    var result = ""
    for (index, letter) in letters.enumerated() {
      let afterSmall = index > 0 && letters[index - 1].isLowercase
      let beforeSmall = index + 1 < letters.count && letters[index + 1].isLowercase
      if letter.isUppercase, index > 0, afterSmall || beforeSmall { result += "_" }
      result += letter.lowercased()
    }
    return result
  }
}
