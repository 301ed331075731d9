internal import JSONText
public import RunModel

/// Ends training when the training loss is NaN or infinite: Keras's `TerminateOnNaN`.
///
/// It checks `loss` after every batch: the mean since the epoch began, which one bad batch spoils.
///
///     TerminateOnNaN(raiseError: true)
public final class TerminateOnNaN: ConfigurableCallback {
  private var raisesError: Bool
  private var badBatch: Int?
  /// The reason why it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  /// An empty memory: a resume needs nothing of this callback.
  public var memory = CallbackMemory()

  /// Creates the callback.
  ///
  /// - Parameter raiseError: True ends training by an error, without `onTrainEnd`, in place of
  ///   `stopTraining`.
  public init(raiseError: Bool = false) { raisesError = raiseError }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    badBatch = nil
    stopEvidence = nil
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard let loss = logs["loss"], !loss.isFinite else { return }
    badBatch = batch
    stopEvidence = StopReason.Evidence(.notFinite, monitor: "loss", current: loss)
    if raisesError {
      throw CallbackError(
        "NaN or Inf loss encountered at batch \(batch). Loss value: \(loss.pythonDescription). "
          + "Terminating training immediately.")
    }
    training.say("Batch \(batch): Invalid loss, terminating training", from: self)
    training.stopTraining = true
  }

  public static func makeDefault() -> TerminateOnNaN { TerminateOnNaN() }

  public static var table: ParameterTable<TerminateOnNaN> {
    [.live("raise_error", \.raisesError, .boolean, "whether training ends with an error")]
  }

  public static var recipeName: String { "terminate_on_nan" }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, hasStopped: badBatch != nil,
      summary: badBatch.map { "loss not finite at batch \($0)" } ?? "loss is finite")
  }
}
