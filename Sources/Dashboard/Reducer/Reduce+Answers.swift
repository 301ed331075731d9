internal import RunModel

/// The trainer's answers.
extension DashboardState {
  /// The stop and pause that wait for the end of the epoch, as the run has reported.
  ///
  /// They are those of the run as it is now, even while an earlier moment is shown.
  var waitingCommands: [WaitingCommand] {
    guard tense != .recorded, runNow.status.isLive else { return [] }
    return WaitingCommand.allCases.filter(runNow.waiting.contains)
  }

  /// True when a stop or pause waits, or will wait once the trainer has answered.
  func waits(_ waiting: WaitingCommand) -> Bool {
    for request in requests.pending.reversed() {
      switch (request.command, waiting) {
      case (.stop(.afterEpoch), .stop), (.stepEpoch, .pause): return true
      case (.cancel(waiting), _), (.resume, .pause): return false
      default: continue
      }
    }
    return history.waiting.contains(waiting)
  }

  /// Applies an answer of the trainer, to this screen or to somebody else.
  mutating func applyAnswer(_ event: RunEvent) {
    switch event.kind {
    case .commandApplied(let applied):
      guard
        let index = requests.pending.firstIndex(where: { $0.id == applied.request.id })
      else { return }
      // The command as requested here; another process may have written it differently.
      let command = requests.pending.remove(at: index).command
      if let text = text(for: command, applied) {
        say(text, while: Self.condition(of: command))
      }
    case .commandRefused(let request, let why):
      let isOwn = requests.pending.contains { $0.id == request.id }
      requests.pending.removeAll { $0.id == request.id }
      if isOwn { say("refused: \(why)") }
    default: break
    }
  }

  /// The condition under which the answer to a command stays true.
  private static func condition(of command: RunCommand) -> Message.Condition {
    switch command {
    case .pause: .paused
    case .resume: .running
    case .stepEpoch: .waits(.pause)
    case .stop(.afterEpoch): .waits(.stop)
    case .stop(.now), .cancel, .undo, .reset, .edit, .setLearningRate, .move: .steerable
    }
  }

  private static let undoHint = "u undoes it"

  /// The change that a command has made, and how to undo it; nil when the answer does not say what
  /// changed.
  private func text(for command: RunCommand, _ applied: AppliedCommand) -> String? {
    switch command {
    case .pause: return "paused; p resumes"
    case .resume: return "resumed"
    case .stepEpoch:
      return "\(WaitingCommand.pause.words); \(WaitingCommand.pause.key) cancels it"
    case .stop(.afterEpoch):
      return "\(WaitingCommand.stop.words); \(WaitingCommand.stop.key) cancels it"
    case .stop(.now): return "stopping after this batch"
    case .cancel(let waiting): return "cancelled: \(waiting.cancelled)"
    case .undo: return "undone: \(change(applied) ?? applied.subject ?? "the last change")"
    case .reset(let id): return "\(name(of: id)) starts over; \(Self.undoHint)"
    case .edit, .setLearningRate, .move:
      return change(applied).map { "\($0); \(Self.undoHint)" }
    }
  }

  /// A change such as `patience 7 → 8 (EarlyStopping)`; nil when the answer does not say what
  /// changed.
  private func change(_ applied: AppliedCommand) -> String? {
    guard let subject = applied.subject else { return nil }
    if let waiting = WaitingCommand(rawValue: subject) { return waiting.cancelled }
    guard let old = applied.old, let new = applied.new else {
      return history.callbacks.contains { $0.id == subject }
        ? "\(name(of: subject)) is as it was before the reset" : subject
    }
    if subject == "learning_rate" { return "learning rate \(old.words) → \(new.words)" }
    guard let dot = subject.lastIndex(of: ".") else {
      return "\(subject) \(old.words) → \(new.words)"
    }
    let callback = name(of: String(subject[..<dot]))
    let field = subject[subject.index(after: dot)...]
    if field == "enabled" { return "\(callback) is \(new == .boolean(true) ? "on" : "off")" }
    return "\(field) \(old.words) → \(new.words) (\(callback))"
  }

  /// The name of the callback with an id.
  func name(of id: String) -> String { callbacks.first { $0.id == id }?.name ?? id }
}

extension WaitingCommand {
  /// The key that requests and cancels it.
  var key: String {
    switch self {
    case .stop: "s"
    case .pause: "n"
    }
  }

  /// The result of cancelling it.
  fileprivate var cancelled: String {
    switch self {
    case .stop: "no stop after this epoch"
    case .pause: "no pause after this epoch"
    }
  }
}
