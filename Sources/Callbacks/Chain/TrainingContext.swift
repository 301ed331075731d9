public import RunModel

/// What callbacks share while a model is trained: Keras's `self.model` and `self.params` in one.
///
/// Lives on the trainer's thread and is handed to every hook.
public final class TrainingContext {
  /// The model being trained.
  public let model: any Model
  /// Epochs asked for.
  public let epochs: Int
  /// Steps an epoch.
  public let steps: Int
  /// Set it to end training: after the batch when set in a batch hook, else after the epoch.
  ///
  /// Looked at after each `onTrainBatchEnd` and each `onEpochEnd`, as Keras does; a later callback can
  /// veto by setting it back.
  public var stopTraining = false
  /// The epoch in progress, from 0.
  public var epoch = 0
  /// Steps done in that epoch.
  public var step = 0
  /// Whether an interrupted run goes on; what callbacks remembered is given to them after `onTrainBegin`.
  public let isResumed: Bool
  /// Whether a run that was interrupted in its first epoch starts over: backups of that attempt are left alone.
  public var startsOver = false
  /// The epoch to begin with, from 0; `onTrainBegin` may set it.
  public var initialEpoch = 0
  /// Whether somebody asked for the end after this epoch.
  public var endsAfterEpoch = false
  /// Whether somebody broke the epoch off within: it is trained again when the run goes on, so nothing that outlives
  /// this process is kept of it.
  public var isBrokenOff = false
  /// While a run goes on after an interruption, the epochs that its events tell of.
  public var recorded: [EpochSummary] = []
  /// Seconds of training so far, pauses left out.
  public var seconds: Double { elapsed() }
  /// The last batch's own metrics; `logs` in batch hooks are means since the epoch began.
  public var batchMetrics: [(name: String, value: Double)] = []
  /// Set it in a batch hook to leave that batch out of the epoch's means.
  public var forgetsMeans = false
  /// Who swaps the weights and their average; set by itself.
  weak var swapper: SwapEMAWeights?
  /// Whether the average of the weights stands in the model now, and the weights in its place.
  ///
  /// When training ends the average is what stays; Keras knows this only in the last epoch that was asked
  /// for, and keeps the weights when training is stopped before it.
  public var hasAverageInModel: Bool { swapper?.isAverageInModel == true }
  /// Whole models saved at this epoch's end; the state to go on from is kept beside each.
  public var checkpoints: [String] = []
  /// The epoch whose weights a callback put back when training ended, from 0.
  public var restoredEpoch: Int?

  /// The id of the callback whose hook is being called.
  public internal(set) var speaker = ""

  private let elapsed: () -> Double
  private let report: (RunEvent.Kind) -> Void

  /// Makes a context.
  ///
  /// - Parameters:
  ///   - isResumed: whether an interrupted run goes on.
  ///   - report: receives what callbacks have to tell the run's listeners.
  ///   - elapsed: gives the seconds of training so far.
  public init(
    model: any Model, epochs: Int, steps: Int, isResumed: Bool = false,
    report: @escaping (RunEvent.Kind) -> Void = { _ in }, elapsed: @escaping () -> Double = { 0 }
  ) {
    self.model = model
    self.epochs = epochs
    self.steps = steps
    self.isResumed = isResumed
    self.elapsed = elapsed
    self.report = report
  }

  /// The model, for a callback that writes or reads its file.
  ///
  /// - Throws: `CallbackError` when it is not a `SavableModel`.
  func savableModel(for callback: some Callback) throws(CallbackError) -> any SavableModel {
    guard let model = model as? any SavableModel else {
      throw CallbackError(
        "\(callback.name) needs a model that can be saved, which \(type(of: model)) is not; "
          + "leave \(callback.name) out")
    }
    return model
  }

  /// Puts weights back to go on from.
  func putBack(_ weights: [[Float]]) {
    model.weights = weights
    // What is swapped in at the next epoch's beginning would undo it.
    if hasAverageInModel { model.averagedWeights = weights }
  }

  /// Whether no epoch follows, as far as is known now.
  func isLastEpoch(_ epoch: Int) -> Bool { epoch + 1 == epochs || stopTraining || endsAfterEpoch }

  /// Tells the run's listeners that something happened.
  public func tell(_ event: RunEvent.Kind) { report(event) }

  /// Says what Keras would have printed.
  public func say(_ text: String, from callback: some Callback) {
    report(.message(from: callback.name, text: text))
  }

  /// Says what Keras would have warned of.
  public func warn(_ text: String, from callback: some Callback) {
    report(.warning(from: callback.name, text: text))
  }
}
