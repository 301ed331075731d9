internal import RunFiles
internal import RunModel
internal import Synchronization

/// Whether the run that is watched is trained, looked at by the thread that reads its events: a file system that hangs
/// must not hold up the screen.
final class RunPulse: Sendable {
  /// Asks the file system; may take as long as that does.
  typealias Look = @Sendable (inout RunLiveness, RunInfo?) -> Bool

  private struct State {
    var liveness: RunLiveness
    var info: RunInfo?
    var lastLook: ContinuousClock.Instant?
  }

  /// The shortest time between two looks while events come.
  private static let interval = Duration.milliseconds(500)

  private let ask: Look
  /// Held while the file system is asked, so only by who looks.
  private let state: Mutex<State>
  /// Held for moments only.
  private let answer = Mutex(false)

  init(_ directory: RunDirectory, ask: @escaping Look = { $0.isTrained($1) }) {
    self.ask = ask
    state = Mutex(State(liveness: RunLiveness(directory)))
  }

  /// Whether a process trained it when it was looked at last.
  var isTrained: Bool { answer.withLock { $0 } }

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
      let new = ask(&state.liveness, state.info)
      return answer.withLock { answer in
        defer { answer = new }
        return answer != new
      }
    }
  }
}
