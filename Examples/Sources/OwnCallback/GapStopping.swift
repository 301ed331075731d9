import Callbacks
import RunModel

/// Ends training when validation falls behind: when `val_loss` exceeds `loss` by more than a limit.
///
/// Writes the gap into `logs`, where the callbacks after it find it as any other metric.
final class GapStopping: Callback {
  private let limit: Double
  /// Nothing to remember when a run continues after an interruption.
  var memory = CallbackMemory()

  init(limit: Double) { self.limit = limit }

  var monitors: [String] { ["loss", "val_loss"] }
  var produces: [String] { ["gap"] }

  func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard let loss = logs["loss"], let validationLoss = logs["val_loss"] else { return }
    let gap = validationLoss - loss
    logs["gap"] = gap
    if gap > limit { training.stopTraining = true }
  }
}
