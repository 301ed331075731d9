/// The activity of a run.
public enum RunStatus: Equatable, Sendable {
  /// No event has arrived yet.
  case waiting
  /// Batches are being trained.
  case training
  /// The validation set is being evaluated.
  case validating
  /// A person paused it.
  case paused
  /// It is a log of another tool, which does not say more.
  case recorded
  /// It ended.
  case ended(StopReason)

  /// True while it can still be steered.
  public var isLive: Bool {
    switch self {
    case .waiting, .training, .validating, .paused: true
    case .recorded, .ended: false
    }
  }
}
