public import RunFiles
public import RunModel
public import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A command to a run that any process on any host trains, and the answer to it.
public struct CommandExchange {
  /// The outcome of a command.
  public enum Outcome: Equatable, Sendable {
    /// The run carried it out.
    case applied(AppliedCommand)
    /// The run refused it, with the reason.
    case refused(String)
    /// No answer came in time; the run may still carry it out.
    case unanswered
    /// The run ended before it answered.
    case ended(StopReason)
    /// The training process is gone.
    case lost
  }

  /// The fold of the run's events so far.
  public private(set) var history = RunHistory()

  private let directory: RunDirectory
  private var events: EventLines
  private let watch: FileWatch
  private var liveness: RunLiveness

  /// Reads the events of a run.
  ///
  /// - Throws: `FileError` with the system's reason when its events cannot be read.
  /// - Complexity: O(size of the events).
  public init(_ directory: RunDirectory) throws(FileError) {
    self.directory = directory
    events = EventLines(directory)
    watch = FileWatch(path: directory.events)
    liveness = RunLiveness(directory)
    switch FileAccess(of: directory.events) {
    case .readable: break
    case .missing:
      throw FileError(directory.path, "not a run folder: events.jsonl is missing")
    case .refused(let reason):
      throw FileError(directory.events, "cannot be read: \(reason)")
    }
    while let new = events.next() {
      for event in new { history.apply(event) }
    }
  }

  /// The current standing of the run.
  public mutating func standing() -> RunStanding {
    RunStanding(history, isTrained: liveness.isTrained(history.info))
  }

  /// Sends a request to the run and waits for the answer.
  ///
  /// - Parameters:
  ///   - request: The request, with an id that was never used before.
  ///   - timeout: The longest time to wait.
  /// - Throws: `FileError` when the command cannot be written.
  public mutating func ask(
    _ request: CommandRequest, timeout: Duration
  ) throws(FileError) -> Outcome {
    try CommandWriter(path: directory.commands).append(request)
    let clock = ContinuousClock()
    let limit = clock.now + timeout
    var nextLook = clock.now + .seconds(1)
    while true {
      if let outcome = answer(to: request.id) { return outcome }
      if clock.now >= limit { return .unanswered }
      if clock.now >= nextLook {
        nextLook = clock.now + .seconds(1)
        // It may have answered just before it ended.
        if !standing().isLive { return answer(to: request.id) ?? .lost }
      }
      // A network disk gives no hints, so the events are read again soon.
      watch.wait(seconds: 0.05)
    }
  }

  /// The answer, when it is among the new events.
  private mutating func answer(to id: String) -> Outcome? {
    var ended: Outcome?
    while let new = events.next() {
      for event in new {
        history.apply(event)
        if case .commandApplied(let applied) = event.kind, applied.request.id == id {
          return .applied(applied)
        }
        if case .commandRefused(let request, let why) = event.kind, request.id == id {
          return .refused(why)
        }
        if case .runEnded(let end) = event.kind { ended = .ended(end.reason) }
      }
    }
    return ended
  }
}
