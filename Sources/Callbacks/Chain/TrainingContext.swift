public import RunModel

/// The training that callbacks take part in: Keras's `self.model` and `self.params` in one.
///
/// It lives on the trainer's thread and is handed to every hook. Callbacks read it, set
/// `stopTraining`, report events, and send requests to the trainer; everything else is set by the
/// trainer.
public final class TrainingContext {
  /// The model being trained.
  public let model: any Model
  /// Epochs to train; a person may change the number while the run is trained.
  public package(set) var epochs: Int
  /// Epochs asked for at the start: the length of a schedule of the learning rate.
  public let plannedEpochs: Int
  /// Steps per epoch.
  public let steps: Int
  /// True ends training: after the batch when it is set in a batch hook, else after the epoch.
  ///
  /// The trainer reads it after each `onTrainBatchEnd` and each `onEpochEnd`, as Keras does; a
  /// later callback can veto the end by setting it back.
  public var stopTraining = false
  /// The epoch in progress, from 0.
  public package(set) var epoch = 0
  /// Steps done in that epoch.
  public package(set) var step = 0
  /// True when an interrupted run continues; after `onTrainBegin` callbacks get back what they
  /// remembered.
  public let isResumed: Bool
  /// True when a run that was interrupted in its first epoch starts over: backups of that attempt
  /// are left alone.
  public package(set) var startsOver = false
  /// True once somebody asked for the end after this epoch.
  public package(set) var endsAfterEpoch = false
  /// True once somebody cut the epoch short.
  ///
  /// A resumed run trains it again, so nothing that outlives this process is kept of it.
  public package(set) var isBrokenOff = false
  /// False after an epoch without validation.
  public package(set) var hasValidated = true
  /// The epochs that the events of a resumed run report.
  public package(set) var recorded: [EpochSummary] = []
  /// Seconds of training so far, without pauses.
  public var seconds: Double { elapsed() }
  /// The metrics of the last batch alone; `logs` in batch hooks are means since the epoch began.
  public package(set) var batchMetrics: [(name: String, value: Double)] = []
  /// The id of the callback whose hook is being called.
  public internal(set) var speaker = ""

  private var requests: [TrainingRequest] = []
  private let elapsed: () -> Double
  private let report: (RunEvent.Kind) -> Void

  /// Creates the context of a training.
  ///
  /// - Parameters:
  ///   - isResumed: True when an interrupted run continues.
  ///   - report: Receives the events that callbacks report.
  ///   - elapsed: Returns the seconds of training so far.
  public init(
    model: any Model, epochs: Int, steps: Int, isResumed: Bool = false,
    report: @escaping (RunEvent.Kind) -> Void = { _ in }, elapsed: @escaping () -> Double = { 0 }
  ) {
    self.model = model
    self.epochs = epochs
    plannedEpochs = epochs
    self.steps = steps
    self.isResumed = isResumed
    self.elapsed = elapsed
    self.report = report
  }

  /// The number of epochs to train where it was changed; nil where it is the one planned.
  package var changedEpochs: Int? { epochs == plannedEpochs ? nil : epochs }

  /// Asks the trainer for something.
  public func request(_ request: TrainingRequest) { requests.append(request) }

  /// Hands the requests since the last call to the trainer, in order.
  package func collectRequests() -> [TrainingRequest] {
    defer { requests = [] }
    return requests
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

  /// Restores weights to continue from.
  package func restore(_ weights: [[Float]]) {
    model.weights = weights
    // Otherwise the next swap would undo it.
    if model.usesAverage { model.averagedWeights = weights }
  }

  /// Returns true when no epoch follows, as far as is known now.
  func isLastEpoch(_ epoch: Int) -> Bool { epoch + 1 == epochs || stopTraining || endsAfterEpoch }

  /// Informs the run's listeners that something happened.
  public func tell(_ event: RunEvent.Kind) { report(event) }

  /// Reports what Keras would have printed.
  public func say(_ text: String, from callback: some Callback) {
    report(.message(from: callback.name, text: text))
  }

  /// Reports what Keras would have warned of.
  public func warn(_ text: String, from callback: some Callback) {
    report(.warning(from: callback.name, text: text))
  }
}
