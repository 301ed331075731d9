/// What a run is doing.
public enum RunStatus: Equatable, Sendable {
  /// Nothing was heard of it yet.
  case waiting
  /// Batches are being trained.
  case training
  /// The validation set is being measured.
  case validating
  /// A person paused it.
  case paused
  /// It is the log of another tool, which does not say more.
  case recorded
  /// It ended.
  case ended(StopReason)

  /// Whether it can still be steered.
  public var isLive: Bool {
    switch self {
    case .waiting, .training, .validating, .paused: true
    case .recorded, .ended: false
    }
  }
}
