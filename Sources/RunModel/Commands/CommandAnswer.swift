/// The answer to a command that was carried out, in words.
package struct CommandAnswer: Equatable, Sendable {
  /// The condition under which an answer stays true.
  package enum Condition: Equatable, Sendable {
    /// The run is paused.
    case paused
    /// The run is training or validating.
    case running
    /// The stop or pause waits for the end of the epoch.
    case waits(WaitingCommand)
    /// The run can be steered, so that a change can be undone.
    case steerable
  }

  /// A command that takes the effect back.
  package enum Reversal: Equatable, Sendable {
    /// Resuming the run.
    case resume
    /// Cancelling what waits for the end of the epoch.
    case cancel(WaitingCommand)
    /// Undoing the change.
    case undo
  }

  /// The effect for somebody who sees the run: `paused`; nil when the answer does not say what
  /// changed.
  package let text: String?
  /// The effect for somebody who does not see the run: `paused in epoch 3 after step 40`.
  package let sentence: String
  /// The condition under which the text stays true.
  package let condition: Condition
  /// The command that takes the effect back; nil for none.
  package let reversal: Reversal?

  init(
    _ text: String?, sentence: String, while condition: Condition = .steerable,
    reversal: Reversal? = nil
  ) {
    self.text = text
    self.sentence = sentence
    self.condition = condition
    self.reversal = reversal
  }
}

extension RunHistory {
  /// Returns true while the condition of an answer holds.
  package func meets(_ condition: CommandAnswer.Condition) -> Bool {
    switch condition {
    case .paused: status == .paused
    case .running: status == .training || status == .validating
    case .waits(let waiting): self.waiting.contains(waiting)
    case .steerable: status.isLive
    }
  }
}
