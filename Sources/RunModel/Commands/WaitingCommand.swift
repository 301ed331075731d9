/// A command that waits for the end of the epoch and can be cancelled until then.
public enum WaitingCommand: String, Equatable, Sendable, CaseIterable {
  /// A stop after the epoch.
  case stop
  /// A pause after the epoch.
  case pause = "step_epoch"

  /// The effect at the end of the epoch: `stops after this epoch`.
  public var words: String {
    switch self {
    case .stop: "stops after this epoch"
    case .pause: "pauses after this epoch"
    }
  }

  /// The effect in a run, whose stop may wait for a later epoch: `stops after epoch 12`.
  public func words(in run: RunHistory) -> String {
    guard self == .stop, let epoch = run.stopEpoch, epoch != run.epoch + 1 else { return words }
    return "stops after epoch \(epoch)"
  }

  /// The result of cancelling it: `no stop after this epoch`.
  var cancelled: String {
    switch self {
    case .stop: "no stop after this epoch"
    case .pause: "no pause after this epoch"
    }
  }
}
