import JSONText
import PlateauRuntime
import RunFiles
import RunModel

/// The outcome of a command, as a sentence and as JSON.
struct TellReport {
  let request: CommandRequest
  let directory: RunDirectory
  /// The command that was applied; nil when none was.
  private(set) var applied: AppliedCommand?
  /// The reason why no command was applied.
  private(set) var reason: String?

  /// Creates the report of an answer.
  ///
  /// - Parameter timeout: The longest time that was waited, in seconds.
  init(
    _ request: CommandRequest, _ directory: RunDirectory, _ outcome: CommandExchange.Outcome,
    timeout: Double
  ) {
    self.request = request
    self.directory = directory
    switch outcome {
    case .applied(let command): applied = command
    case .refused(let why): reason = why
    case .ended(let end): reason = "the run ended before it answered: \(end.sentence)"
    case .lost: reason = "the training process is gone; it may not have received the command"
    case .unanswered:
      reason =
        request.command.reasonForWaiting
        ?? "no answer in \(timeout.metricWords) s; the run may still carry it out"
    }
  }

  /// Creates the report of a run that nothing trains.
  init(
    _ request: CommandRequest, _ directory: RunDirectory, notLive standing: RunStanding,
    _ history: RunHistory
  ) {
    self.request = request
    self.directory = directory
    let info = history.info
    let isOurs = info?.isOurs ?? true
    let resume = isOurs ? ResumeAdvice.command(for: directory, history) : nil
    if case .ended(let end) = standing {
      reason =
        "the run is over: \(end.sentence)"
        + (resume.map { "; \($0) --set epochs=N continues it" } ?? "")
    } else {
      let place = info.map { $0.host.isEmpty ? "" : " (it was trained on \($0.host))" } ?? ""
      let way =
        isOurs
        ? resume.map { "\($0) continues it" } ?? ResumeAdvice.none
        : info?.continuation(directory.path)
      reason = "nothing trains this run now\(place)" + (way.map { "; \($0)" } ?? "")
    }
  }

  /// True when the run carried out the command.
  var isApplied: Bool { applied != nil }

  /// One line for a person.
  var sentence: String {
    guard let applied else {
      return "\(directory.path): \(request.command.words): \(reason ?? "")"
    }
    if let subject = applied.changed, let old = applied.old, let new = applied.new {
      return "\(subject) \(old.words) → \(new.words)\(applied.clause)"
    }
    return request.command.answer(applied, in: []).sentence
  }

  /// One object for a program.
  var json: JSONValue {
    .members([
      "id": .string(request.id), "run": .string(directory.path),
      "command": .string(request.command.words), "applied": .boolean(isApplied),
      "subject": applied?.subject.map(JSONValue.string),
      "old": applied?.old.map(\.json), "new": applied?.new.map(\.json),
      "note": applied?.note.map(JSONValue.string),
      "epoch": applied.map { .integer($0.epoch + 1) }, "step": applied.map { .integer($0.step) },
      "reason": reason.map(JSONValue.string),
    ])
  }
}

extension ParameterValue {
  /// The value in JSON.
  fileprivate var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): value.isFinite ? .number(value) : .string("\(value)")
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    case .none: .null
    }
  }
}
