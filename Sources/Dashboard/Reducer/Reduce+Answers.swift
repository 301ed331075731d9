internal import RunModel

extension DashboardState {
  /// What waits for the end of the epoch, as far as the run has told: a stop, a pause, both or nothing.
  ///
  /// It is of the run as it is now, also while an earlier moment of it is looked at.
  var waitingCommands: [WaitingCommand] {
    if let playback, !playback.overview.isSteerable { return [] }
    guard runNow.status.isLive else { return [] }
    return WaitingCommand.allCases.filter(runNow.waiting.contains)
  }

  /// Whether it waits, or will when the trainer has answered what was asked of it.
  func waits(_ waiting: WaitingCommand) -> Bool {
    for request in pending.reversed() {
      switch (request.command, waiting) {
      case (.stop(.afterEpoch), .stop), (.stepEpoch, .pause): return true
      case (.cancel(waiting), _), (.resume, .pause): return false
      default: continue
      }
    }
    return history.waiting.contains(waiting)
  }

  /// The trainer answered, or somebody else was answered.
  mutating func takeAnswer(_ event: RunEvent) {
    switch event.kind {
    case .commandApplied(let applied):
      guard let index = pending.firstIndex(where: { $0.id == applied.request.id }) else { return }
      // The request itself: another process may have written it in other words.
      let command = pending.remove(at: index).command
      if let words = words(for: command, applied) { say(words, while: Self.truth(of: command)) }
    case .commandRefused(let request, let why):
      let isOwn = pending.contains { $0.id == request.id }
      pending.removeAll { $0.id == request.id }
      if isOwn { say("refused: \(why)") }
    default: break
    }
  }

  /// How long the answer to a request is true.
  private static func truth(of command: RunCommand) -> NoticeTruth {
    switch command {
    case .pause: .paused
    case .resume: .going
    case .stepEpoch: .waits(.pause)
    case .stop(.afterEpoch): .waits(.stop)
    case .stop(.now), .cancel, .undo, .reset, .edit, .setLearningRate, .move: .steerable
    }
  }

  private static let undoHint = "u takes it back"

  /// What a request has changed, and how to take it back.
  private func words(for command: RunCommand, _ applied: AppliedCommand) -> String? {
    switch command {
    case .pause: return "paused; p goes on"
    case .resume: return "training goes on"
    case .stepEpoch:
      return "\(WaitingCommand.pause.words); \(WaitingCommand.pause.key) takes it back"
    case .stop(.afterEpoch):
      return "\(WaitingCommand.stop.words); \(WaitingCommand.stop.key) takes it back"
    case .stop(.now): return "stopping after this batch"
    case .cancel(let waiting): return "taken back: \(waiting.takenBack)"
    case .undo: return "taken back: \(change(applied) ?? applied.subject ?? "the last change")"
    case .reset(let id): return "\(name(of: id)) starts over; \(Self.undoHint)"
    case .edit, .setLearningRate, .move:
      return change(applied).map { "\($0); \(Self.undoHint)" }
    }
  }

  /// `patience 7 → 8 (EarlyStopping)`; nil when the answer does not say it.
  private func change(_ applied: AppliedCommand) -> String? {
    guard let subject = applied.subject else { return nil }
    if let waiting = WaitingCommand(rawValue: subject) { return waiting.takenBack }
    guard let old = applied.old, let new = applied.new else {
      return history.callbacks.contains { $0.id == subject }
        ? "\(name(of: subject)) as it was before it started over" : subject
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
  /// The key that asks for it and takes it back.
  var key: String {
    switch self {
    case .stop: "s"
    case .pause: "n"
    }
  }

  /// What does not happen when it was taken back.
  fileprivate var takenBack: String {
    switch self {
    case .stop: "no stop after this epoch"
    case .pause: "no pause after this epoch"
    }
  }
}
