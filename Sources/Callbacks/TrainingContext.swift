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
  /// The epoch whose weights a callback put back when training ended, from 0.
  public var restoredEpoch: Int?

  private let report: (RunEvent.Kind) -> Void

  /// Makes a context.
  ///
  /// - Parameter report: receives what callbacks have to tell the run's listeners.
  public init(
    model: any Model, epochs: Int, steps: Int, report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) {
    self.model = model
    self.epochs = epochs
    self.steps = steps
    self.report = report
  }

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
