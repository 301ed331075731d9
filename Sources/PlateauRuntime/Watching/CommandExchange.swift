internal import Foundation
public import RunFiles
public import RunModel
public import SystemFiles

/// One command to a run that any process on any host trains, and the answer to it.
public struct CommandExchange {
  /// What came of a command.
  public enum Outcome: Equatable, Sendable {
    /// It was carried out.
    case applied(AppliedCommand)
    /// It was not, and why.
    case refused(String)
    /// Nothing was answered in time; it may still be.
    case unanswered
    /// The run ended first.
    case ended(StopReason)
    /// The process that trained is gone.
    case lost
  }

  /// What the run has told so far.
  public private(set) var history = RunHistory()

  private let directory: RunDirectory
  private var events: EventLines
  private var liveness: RunLiveness

  /// Reads what a run has told.
  ///
  /// - Throws: `FileError` with the system's reason when its events cannot be read.
  /// - Complexity: O(size of the events).
  public init(_ directory: RunDirectory) throws(FileError) {
    self.directory = directory
    events = EventLines(directory)
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

  /// Where the run stands now.
  public mutating func standing() -> RunStanding {
    RunStanding(history, isTrained: liveness.isTrained(history.info))
  }

  /// Asks the run and waits for its answer.
  ///
  /// - Parameters:
  ///   - request: its id must be used once.
  ///   - timeout: how long to wait at most.
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
        // It may have answered just before it went.
        if !standing().isLive { return answer(to: request.id) ?? .lost }
      }
      usleep(20_000)
    }
  }

  /// The answer, when it is among what was told meanwhile.
  private mutating func answer(to id: String) -> Outcome? {
    var ended: Outcome?
    while let new = events.next() {
      for event in new {
        history.apply(event)
        switch event.kind {
        case .commandApplied(let applied) where applied.request.id == id: return .applied(applied)
        case .commandRefused(let request, let why) where request.id == id: return .refused(why)
        case .runEnded(let end): ended = .ended(end.reason)
        default: break
        }
      }
    }
    return ended
  }
}
