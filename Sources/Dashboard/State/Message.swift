internal import Playbacks
internal import RunModel

/// An answer to a key, shown in the footer for some seconds but no longer than it is true.
public struct Message: Equatable, Sendable {
  /// The condition under which a message is true.
  enum Condition: Equatable, Sendable {
    /// Always: the message says what was done, or what a key cannot do.
    case always
    /// The request with this id has no answer yet.
    case pending(id: String)
    /// The run meets the condition of an answer.
    case met(CommandAnswer.Condition)
    /// The run cannot be steered at the moment that is shown.
    case notSteerable
  }

  /// The text.
  public let text: String
  /// The condition under which it is true.
  let condition: Condition
  /// The time at which it disappears, in seconds since 1970.
  let end: Double
  /// True when the condition has been true since the message appeared.
  var wasTrue = false
}

extension DashboardState {
  /// The seconds that a message stays.
  static let messageSeconds = 6.0

  /// Shows a message.
  mutating func say(_ text: String, while condition: Message.Condition = .always) {
    message = Message(text: text, condition: condition, end: now + Self.messageSeconds)
  }

  /// Removes the message when something else is done, unless it says that a request waits.
  mutating func dropAnswer() {
    if case .pending = message?.condition { return }
    message = nil
  }

  /// Removes the message when its time is over.
  mutating func dropOldMessage() {
    if let message, now >= message.end { self.message = nil }
  }

  /// Removes the message when it is no longer true.
  ///
  /// An answer may become true a moment after it arrives, so a message goes when its condition
  /// ends, not before it begins.
  mutating func dropUntrueMessage() {
    guard let message, message.condition != .always else { return }
    if isTrue(message.condition) {
      self.message?.wasTrue = true
    } else if message.wasTrue || !runNow.status.isLive {
      self.message = nil
    }
  }

  private func isTrue(_ condition: Message.Condition) -> Bool {
    switch condition {
    case .always: true
    case .pending(let id): runNow.status.isLive && requests.pending.contains { $0.id == id }
    case .met(let condition): runNow.meets(condition)
    case .notSteerable: !isSteered
    }
  }

  /// The reason why nothing of the run can be changed at the moment that is shown.
  var whyNotLive: String {
    switch tense {
    case .awaited:
      subject == .ownRun ? "training has not begun yet" : "there is nothing to see yet"
    case .live where isOfTable && playback?.overviews.count ?? 1 > 1:
      "runs that are compared are only watched; q goes back to the table"
    case .live where isReadOnly: "this screen only watches (--read-only)"
    case .live, .ended:
      continuation == nil
        ? "the run has ended; nothing can be changed"
        : "the run has ended; \(KeyTable.key("train-on", in: self)) trains it on, :epochs N to N epochs"
    case .past: "viewing the past; press End to return to live"
    case .recorded where runNow.origin == .log && playback?.overview.isLive == true:
      "it is only read here and takes no commands; w tries other callbacks on it"
    case .recorded: "no process is training this run; w tries other callbacks on it"
    }
  }
}
