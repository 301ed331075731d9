public import RunModel

/// The standing of a run: its last event, and whether a process still trains it.
public enum RunStanding: Equatable, Sendable {
  /// A process has it and makes network and data ready.
  case starting
  /// It is being trained.
  case training
  /// A person paused it; the process waits.
  case paused
  /// It broke off: nothing trains it, and it did not end.
  case interrupted
  /// It ended.
  case ended(StopReason)

  /// The standing of the run now.
  ///
  /// - Parameter isTrained: what `RunLiveness` says.
  public init(_ history: RunHistory, isTrained: Bool) {
    switch history.status {
    case .ended(let reason): self = .ended(reason)
    case .waiting, .recorded: self = isTrained ? .starting : .interrupted
    case .paused: self = isTrained ? .paused : .interrupted
    case .training, .validating: self = isTrained ? .training : .interrupted
    }
  }

  /// True when it can be steered.
  public var isLive: Bool {
    switch self {
    case .starting, .training, .paused: true
    case .interrupted, .ended: false
    }
  }

  /// In a word or two, for a table.
  public var words: String {
    switch self {
    case .starting: "starting"
    case .training: "training"
    case .paused: "paused"
    case .interrupted: "interrupted"
    case .ended(.completed): "done"
    case .ended(.callback(let name, _, _)): "stopped by \(name)"
    case .ended(.person): "stopped"
    case .ended(.failed): "failed"
    }
  }
}
