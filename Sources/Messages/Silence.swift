internal import Synchronization
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The time for which a message has been waiting for another process, and a thread that looks at it.
final class Silence: Sendable {
  private struct State {
    var waiting: (peer: Int, since: ContinuousClock.Instant)?
    var isWatched = false
  }

  private let state = Mutex(State())

  /// Notes that a message begins to wait for a process.
  func begin(waitingFor peer: Int) {
    state.withLock { state in
      // Nobody asks for the time of short messages.
      if state.isWatched { state.waiting = (peer, .now) }
    }
  }

  /// Notes that the message has arrived.
  func end() { state.withLock { $0.waiting = nil } }

  /// Calls `report` once, with the silent process, when a message has waited for longer than
  /// `limit`.
  func watch(limit: Duration, report: @escaping @Sendable (Int) -> Void) {
    state.withLock { $0.isWatched = true }
    // Training goes on unwatched when the system refuses the thread.
    try? SystemThread.start { [self] in
      while true {
        usleep(250_000)
        let (isWatched, waiting) = state.withLock { ($0.isWatched, $0.waiting) }
        guard isWatched else { return }
        if let waiting, waiting.since + limit < .now { return report(waiting.peer) }
      }
    }
  }

  /// Ends the watching.
  func stopWatching() { state.withLock { $0.isWatched = false } }
}
