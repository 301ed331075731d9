public import RunModel

/// Something that is told what happens during training and may act on it.
///
/// The hooks are Keras's, in their order, and all do nothing unless implemented. `logs` is one value
/// a hook call, passed `inout` from callback to callback: what one writes, every later one sees.
/// Whatever a hook throws ends training at once, without `onTrainEnd`, as in Keras.
public protocol Callback: AnyObject {
  /// The name in recipes and command lines: snake case, as `early_stopping`.
  static var recipeName: String { get }
  /// The type's name, as Keras spells it.
  var name: String { get }
  /// What it knows now; the chain fills in the `id` and the `fields`.
  var state: CallbackState { get }
  /// The metrics it reads from `logs` and cannot do without.
  var monitors: [String] { get }
  /// Those of them whose better direction it cannot know by itself.
  var undirectedMonitors: [String] { get }
  /// The names it adds to `logs` at an epoch's end.
  var produces: [String] { get }
  /// Files and folders that it writes, in the run's folder or elsewhere, for a look before training.
  ///
  /// - Throws: `CallbackError` when a name cannot be made.
  func writtenPaths() throws(CallbackError) -> [WrittenPath]
  /// Writes what did not fit on a full disk, when training has ended and the model is still as the last epoch left it.
  ///
  /// Called again for a moment while something waits, also of a callback that is switched off.
  ///
  /// - Returns: what is still missing, a sentence with the file and the reason; nil when nothing is.
  func writeWaiting(_ training: TrainingContext) throws -> String?
  /// What made it ask for the end of training; nil while it has not, or has nothing to say.
  var stopEvidence: StopReason.Evidence? { get }

  /// What can be changed between hooks.
  var parameters: [BoundParameter] { get }
  /// What it must remember to go on after an interruption; setting it goes on, after `onTrainBegin`.
  ///
  /// There is no default, because it would forget without a word. A callback that has nothing to remember declares
  /// `var memory = CallbackMemory()`.
  var memory: CallbackMemory { get set }

  /// Forgets what was seen so far, between hooks: best value and counters; parameters stay.
  ///
  /// - Throws: `EditRefusal` when there is nothing to forget.
  func reset() throws(EditRefusal)

  /// Before the first epoch; `logs` is empty.
  func onTrainBegin(logs: inout Logs, training: TrainingContext) throws
  /// After the last epoch, however training ended unless by an error; `logs` is that epoch's, without
  /// what callbacks added.
  func onTrainEnd(logs: inout Logs, training: TrainingContext) throws
  /// Before the first batch of an epoch; `logs` is empty.
  func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws
  /// After validation; `logs` holds the epoch's metrics, validation ones with `val_` before the name.
  func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Before a training batch; `logs` is empty.
  func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// After a training batch; `logs` holds the means since the epoch began.
  func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// Before validation; `logs` is empty.
  func onTestBegin(logs: inout Logs, training: TrainingContext) throws
  /// After validation; `logs` holds its metrics, names without prefix.
  func onTestEnd(logs: inout Logs, training: TrainingContext) throws
  /// Before a validation batch; `logs` is empty.
  func onTestBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws
  /// After a validation batch; `logs` holds the means so far.
  func onTestBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws
}

extension Callback {
  public static var recipeName: String { String(describing: Self.self).snakeCased }
  public var name: String { String(describing: type(of: self)) }
  public var state: CallbackState { CallbackState(id: Self.recipeName, name: name) }
  public var monitors: [String] { state.monitor.map { [$0] } ?? [] }
  public var undirectedMonitors: [String] {
    let state = state
    return state.direction == nil ? state.monitor.map { [$0] } ?? [] : []
  }
  public var produces: [String] { [] }
  public func writtenPaths() throws(CallbackError) -> [WrittenPath] { [] }
  public func writeWaiting(_ training: TrainingContext) throws -> String? { nil }
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
  /// `ReduceLROnPlateau` as `reduce_lr_on_plateau`: a word begins at a capital after a small letter,
  /// and at the last capital of a run that a small letter follows.
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
