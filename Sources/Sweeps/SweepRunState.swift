internal import RunFiles
internal import RunModel
internal import ScriptRuns
internal import SystemFiles

/// The state of a run of a sweep.
package enum SweepRunState: Equatable, Sendable {
  /// It has not begun.
  case waiting
  /// A process trains it.
  case running
  /// It is complete: it trained all epochs, or a callback or a person ended it.
  case done(String)
  /// It broke off, failed, or was ended with its process; it can go on.
  case broken(String)

  /// Creates the state of a run.
  ///
  /// - Parameters:
  ///   - path: The run's folder.
  ///   - isScript: True for a run of a script.
  /// - Complexity: O(size of the events).
  package init(at path: String, isScript: Bool) {
    let directory = RunDirectory(path: path)
    let history = try? RunHistory(events: directory.events)
    var liveness = RunLiveness(directory)
    if isScript, let script = ScriptFolder(at: path) {
      self = Self.state(of: script, history, isTrained: liveness.isTrained(history?.info))
      return
    }
    guard let history, history.info != nil || history.end != nil else {
      self = liveness.isTrained(nil) ? .running : .waiting
      return
    }
    let standing = RunStanding(history, isTrained: liveness.isTrained(history.info))
    switch standing {
    case .starting, .training, .paused: self = .running
    case .interrupted: self = .broken(standing.words)
    case .ended where history.end?.unwritten.isEmpty == false:
      self = .broken("incomplete: not all of it could be written")
    case .ended(let reason):
      self = reason.isOfProcess ? .broken(reason.sentence) : .done(reason.sentence)
    }
  }

  /// True for a run that has not begun or can go on.
  package var isToTrain: Bool {
    switch self {
    case .waiting, .broken: true
    case .running, .done: false
    }
  }

  private static func state(
    of script: ScriptFolder, _ history: RunHistory?, isTrained: Bool
  ) -> SweepRunState {
    guard let end = script.end else {
      return script.start?.isRunning == true || isTrained ? .running : .broken("interrupted")
    }
    let reason = history?.end?.reason
    // Asked to end, it may do so without an error.
    if reason?.isOfProcess != false, let signal = script.endingSignal {
      return .broken(ScriptEnd.signal(signal).words)
    }
    return end == .code(0) ? .done(reason?.sentence ?? end.words) : .broken(end.words)
  }
}

extension StopReason {
  /// True for an end that came with the process, as by `scancel`, and not from the training.
  fileprivate var isOfProcess: Bool {
    switch self {
    case .completed, .callback: false
    case .failed: true
    case .person(_, let via): via == "Ctrl-C" || via.hasPrefix("SIG") || via.hasPrefix("signal ")
    }
  }
}
