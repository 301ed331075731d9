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

  /// The result of cancelling it: `no stop after this epoch`.
  var cancelled: String {
    switch self {
    case .stop: "no stop after this epoch"
    case .pause: "no pause after this epoch"
    }
  }
}
