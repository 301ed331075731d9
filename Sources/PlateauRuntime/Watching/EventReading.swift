internal import RunFiles
internal import SystemFiles
internal import RunModel
internal import Synchronization

/// A run's events, read on one thread at a time.
final class EventReading: Sendable {
  private struct State {
    var lines: EventLines
    let watch: FileWatch
  }

  private let state: Mutex<State>

  init(_ directory: RunDirectory) {
    state = Mutex(
      State(lines: EventLines(directory), watch: FileWatch(path: directory.events)))
  }

  func next() -> [RunEvent]? { state.withLock { $0.lines.next() } }

  /// Waits for the system to tell of a change, or for a while.
  func wait() { state.withLock { _ = $0.watch.wait(seconds: 1) } }
}
