internal import Dispatch
internal import RunModel
internal import SystemFiles
internal import SystemThreads

/// Writes requests into another process's `commands.jsonl`, in order and on its own thread: a file
/// system that hangs must not hold up the screen.
final class CommandSending: Sendable {
  /// Writes a request; may take as long as the file system does.
  typealias Write = @Sendable (CommandRequest) throws(FileError) -> Void

  private struct State: Sendable {
    /// The requests that wait; the first is being written.
    var requests: [(request: CommandRequest, since: ContinuousClock.Instant)] = []
    /// The number of those that were reported as late.
    var told = 0
    var hasThread = false
  }

  /// The largest number of requests that may wait.
  private static let capacity = 1000

  private let path: String
  private let patience: Duration
  private let write: Write
  private let refuse: @Sendable (CommandRequest, String) -> Void
  private let state = SharedValue(State())

  /// Prepares to write; there is a thread only while requests wait.
  ///
  /// - Parameters:
  ///   - path: The file, for messages.
  ///   - patience: The time that a request may take before it is reported as late.
  ///   - refuse: Called with each request that was not written, and the reason.
  init(
    path: String, patience: Duration = .seconds(3), write: @escaping Write,
    refuse: @escaping @Sendable (CommandRequest, String) -> Void
  ) {
    self.path = path
    self.patience = patience
    self.write = write
    self.refuse = refuse
  }

  /// Adds a request; never waits.
  func send(_ request: CommandRequest) {
    let (isTaken, needsThread) = state.edit { state in
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
      let waiting = state.edit { state in
        defer { state = State() }
        return state.requests.map(\.request)
      }
      for request in waiting { refuse(request, "\(error)") }
    }
  }

  private func writeAll() {
    while let request = state.value.requests.first?.request {
      do throws(FileError) {
        try write(request)
      } catch {
        refuse(request, "\(error)")
      }
      let isDone = state.edit { state -> Bool in
        state.requests.removeFirst()
        state.told = max(0, state.told - 1)
        // Decided under the lock: a request that is sent now must know whether there is still a thread.
        state.hasThread = !state.requests.isEmpty
        return state.requests.isEmpty
      }
      if isDone { return }
    }
  }

  /// Reports requests that take too long, each once: they may still be written.
  func tellLate() {
    let late = state.edit { state in
      let limit = ContinuousClock().now - patience
      let late = state.requests.dropFirst(state.told).prefix { $0.since < limit }.map(\.request)
      state.told += late.count
      return late
    }
    for request in late {
      refuse(request, "\(path) is not accepting writes; the request may still get through")
    }
  }

  /// Waits until all requests are written, or the time runs out.
  ///
  /// - Returns: The number of requests that are not written.
  func finish(within limit: Duration) -> Int {
    state.wait(for: limit) { $0.requests.isEmpty }
    return state.value.requests.count
  }
}
