public import RunModel

/// The standing of a run, from its last event and from whether a process still trains it.
public enum RunStanding: Equatable, Sendable {
  /// A process has claimed the run and prepares the network and data.
  case starting
  /// The run is being trained.
  case training
  /// A person paused the run; the process waits.
  case paused
  /// The run broke off: nothing trains it, and it did not end.
  case interrupted
  /// The run ended.
  case ended(StopReason)

  /// Creates the standing that the run has now.
  ///
  /// - Parameter isTrained: The result of `RunLiveness.isTrained(_:)`.
  public init(_ history: RunHistory, isTrained: Bool) {
    switch history.status {
    case .ended(let reason): self = .ended(reason)
    case .waiting, .recorded: self = isTrained ? .starting : .interrupted
    case .paused: self = isTrained ? .paused : .interrupted
    case .training, .validating: self = isTrained ? .training : .interrupted
    }
  }

  /// True when the run can be steered.
  public var isLive: Bool {
    switch self {
    case .starting, .training, .paused: true
    case .interrupted, .ended: false
    }
  }

  /// The standing in a word or two, for a table.
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
