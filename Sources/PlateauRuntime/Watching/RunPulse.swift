internal import RunLogs
internal import RunModel
internal import Synchronization

/// Whether the run that is watched is trained, looked at by the thread that reads its events: a file system that hangs
/// must not hold up the screen.
final class RunPulse: Sendable {
  private struct State {
    var liveness: RunLiveness
    var info: RunInfo?
    var isTrained = false
    var lastLook: ContinuousClock.Instant?
  }

  /// The shortest time between two looks while events come.
  private static let interval = Duration.milliseconds(500)

  private let state: Mutex<State>

  init(_ directory: RunDirectory) {
    state = Mutex(State(liveness: RunLiveness(directory)))
  }

  /// Whether a process trained it when it was looked at last.
  var isTrained: Bool { state.withLock { $0.isTrained } }

  /// Looks at the run.
  ///
  /// - Parameter events: what it has told meanwhile; nil for nothing.
  /// - Returns: whether the answer has changed.
  func look(after events: [RunEvent]?) -> Bool {
    state.withLock { state in
      let now = ContinuousClock().now
      var isDue = events == nil || state.lastLook.map { now - $0 >= Self.interval } ?? true
      for case .runStarted(let info) in (events ?? []).map(\.kind) {
        state.info = info
        isDue = true
      }
      guard isDue else { return false }
      state.lastLook = now
      let before = state.isTrained
      state.isTrained = state.liveness.isTrained(state.info)
      return state.isTrained != before
    }
  }
}
