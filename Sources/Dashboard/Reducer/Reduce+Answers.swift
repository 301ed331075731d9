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
    let changes = requests.pending.reversed().lazy.compactMap(\.command.waitingChange)
    return changes.first { $0.command == waiting }?.waits ?? runNow.waiting.contains(waiting)
  }

  /// Applies an answer of the trainer, to this screen or to somebody else.
  mutating func applyAnswer(_ event: RunEvent) {
    if case .commandApplied(let applied) = event.kind {
      guard
        let index = requests.pending.firstIndex(where: { $0.id == applied.request.id })
      else { return }
      // The command as requested here; another process may have written it differently.
      let answer = requests.pending.remove(at: index).command.answer(
        applied, in: runNow.callbacks)
      if let text = answer.text {
        let hint = answer.reversal.map { "; \(words(of: $0))" } ?? ""
        say(text + hint, while: .met(answer.condition))
      }
    } else if case .commandRefused(let request, let why) = event.kind {
      let isOwn = requests.pending.contains { $0.id == request.id }
      requests.pending.removeAll { $0.id == request.id }
      if isOwn { say("refused: \(why)") }
    }
  }

  /// The name of the callback with an id.
  func name(of id: String) -> String { callbacks.name(of: id) }

  /// The key that takes a command back, and its effect.
  private func words(of reversal: CommandAnswer.Reversal) -> String {
    switch reversal {
    case .resume: "\(KeyTable.key("pause", in: self)) resumes"
    case .cancel(let waiting): "\(key(of: waiting)) cancels it"
    case .undo: undoHint
    }
  }

  /// The key that undoes a change, and its effect.
  var undoHint: String { "\(KeyTable.key("undo", in: self)) undoes it" }

  /// The key that requests and cancels a command that waits.
  func key(of waiting: WaitingCommand) -> String {
    switch waiting {
    case .stop: KeyTable.key("stop", in: self)
    case .pause: KeyTable.key("step", in: self)
    }
  }
}
