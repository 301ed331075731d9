internal import Dispatch
internal import SystemFiles
internal import RunModel
internal import Synchronization
internal import SystemThreads

/// Requests on their way into another process's `commands.jsonl`, written in order on a thread of their own: a file
/// system that hangs must not hold up the screen.
final class CommandSending: Sendable {
  /// Writes one request; may take as long as the file system does.
  typealias Write = @Sendable (CommandRequest) throws(FileError) -> Void

  private struct State {
    /// The first is being written.
    var requests: [(request: CommandRequest, since: ContinuousClock.Instant)] = []
    /// Of those, how many were told to be late already.
    var told = 0
    var hasThread = false
  }

  /// Requests that may wait.
  private static let capacity = 1000

  private let path: String
  private let patience: Duration
  private let write: Write
  private let refuse: @Sendable (CommandRequest, String) -> Void
  private let state = Mutex(State())
  private let written = DispatchSemaphore(value: 0)

  /// Prepares to write; there is a thread only while something is to be written.
  ///
  /// - Parameters:
  ///   - path: the file, for what is told.
  ///   - patience: how long a request may take before that is told.
  ///   - refuse: is told each request that was not written, and why.
  init(
    path: String, patience: Duration = .seconds(3), write: @escaping Write,
    refuse: @escaping @Sendable (CommandRequest, String) -> Void
  ) {
    self.path = path
    self.patience = patience
    self.write = write
    self.refuse = refuse
  }

  /// Takes a request; never waits.
  func send(_ request: CommandRequest) {
    let (isTaken, needsThread) = state.withLock { state in
      guard state.requests.count < Self.capacity else { return (false, false) }
      state.requests.append((request, ContinuousClock().now))
      defer { state.hasThread = true }
      return (true, !state.hasThread)
    }
    if !isTaken { return refuse(request, "\(path): earlier requests still wait to be written") }
    guard needsThread else { return }
    do throws(ThreadError) {
      try SystemThread.start { [self] in writeAll() }
    } catch {
      let waiting = state.withLock { state in
        defer { state = State() }
        return state.requests.map(\.request)
      }
      for request in waiting { refuse(request, "\(error)") }
    }
  }

  private func writeAll() {
    while let request = state.withLock({ $0.requests.first?.request }) {
      do throws(FileError) {
        try write(request)
      } catch {
        refuse(request, "\(error)")
      }
      let isDone = state.withLock { state in
        state.requests.removeFirst()
        state.told = max(0, state.told - 1)
        // Decided at once: who sends now must know whether there is still a thread.
        state.hasThread = !state.requests.isEmpty
        return state.requests.isEmpty
      }
      if isDone { break }
    }
    written.signal()
  }

  /// Tells those that take too long, each once: they may still be written.
  func tellLate() {
    let late = state.withLock { state in
      let limit = ContinuousClock().now - patience
      let late = state.requests.dropFirst(state.told).prefix { $0.since < limit }.map(\.request)
      state.told += late.count
      return late
    }
    for request in late {
      refuse(request, "\(path) is not accepting writes; the request may still get through")
    }
  }

  /// Waits until all is written, but not for ever.
  ///
  /// - Returns: how many requests are not written.
  func finish(within limit: Duration) -> Int {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while clock.now < end {
      let count = state.withLock { $0.requests.count }
      if count == 0 { return 0 }
      _ = written.wait(timeout: .now() + .milliseconds(20))
    }
    return state.withLock { $0.requests.count }
  }
}
