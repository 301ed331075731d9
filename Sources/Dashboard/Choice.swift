internal import RunModel

/// A row of the callbacks panel that a person can change.
public enum Choice: Equatable, Hashable, Sendable {
  /// The learning rate itself.
  case learningRate
  /// A parameter of a callback, by its id and name.
  case field(callback: String, name: String)

  /// The id of the callback it belongs to.
  public var callback: String? {
    if case .field(let callback, _) = self { callback } else { nil }
  }
}

extension DashboardState {
  /// All rows that can be chosen, from the top.
  var choices: [Choice] {
    [.learningRate]
      + callbacks.flatMap { callback in
        callback.fields.map { .field(callback: callback.id, name: $0.name) }
      }
  }

  /// The chosen parameter as the trainer last reported it; nil for the learning rate.
  var chosenField: CallbackField? {
    guard case .field(let id, let name) = choice else { return nil }
    return callbacks.first { $0.id == id }?.field(name)
  }

  /// The value that was asked for a row and not answered yet.
  func pendingValue(of choice: Choice) -> FieldValue? {
    for request in pending.reversed() {
      switch (request.command, choice) {
      case (.setLearningRate(let rate), .learningRate): return .number(rate)
      case (.edit(let id, let field, let value), .field(let callback, let name))
      where id == callback && field == name:
        return value
      default: continue
      }
    }
    return nil
  }
}
