internal import Synchronization
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The calls of a rank to the others, one at a time; between calls that are far apart, a thread
/// tells them that it is still there.
final class RankCalls: Sendable {
  private struct State {
    /// The end of the last call.
    var last = ContinuousClock.now
    var isOver = false
  }

  private let state = Mutex(State())

  /// Makes a call, during which nothing else is sent.
  func make<Value: Sendable, Failure: Error>(
    _ call: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try state.withLock { (state) throws(Failure) in
      defer { state.last = .now }
      return try call()
    }
  }

  /// Starts the thread, which calls `send` whenever there was no call for an interval.
  ///
  /// - Throws: `ThreadError` when the system refuses the thread.
  func beginSigns(
    every interval: Duration, send: @escaping @Sendable () -> Void
  ) throws(ThreadError) {
    let look = useconds_t(clamping: Int(interval / .microseconds(4)))
    try SystemThread.start { [weak self] in
      while true {
        usleep(look)
        guard let self else { return }
        let isOver = state.withLockIfAvailable { state in
          if !state.isOver, ContinuousClock.now - state.last >= interval {
            send()
            state.last = .now
          }
          return state.isOver
        }
        if isOver == true { return }
      }
    }
  }

  /// Ends the signs; none is sent after the call.
  func endSigns() { state.withLock { $0.isOver = true } }
}
