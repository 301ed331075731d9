internal import RunModel

/// A row of the callbacks panel that a person can change.
public enum Choice: Equatable, Hashable, Sendable {
  /// The learning rate itself.
  case learningRate
  /// A parameter of a callback, by its id and name.
  case field(callback: String, name: String)
  /// Shows the rest of a callback's parameters, or folds it away.
  case more(callback: String)

  /// The id of the callback it belongs to.
  public var callback: String? {
    switch self {
    case .learningRate: nil
    case .field(let callback, _), .more(let callback): callback
    }
  }
}

extension CallbackField {
  /// Whether it has no part in what its callback decides: it is not set, off, or about what is printed.
  ///
  /// Whether a callback is called at all stands beside its name.
  var isAtRest: Bool {
    switch name {
    case "verbose", "enabled": true
    case "start_from_epoch": value == .integer(0)
    default: value == .none || value == .boolean(false)
    }
  }
}

extension DashboardState {
  /// All rows that can be chosen, from the top.
  var choices: [Choice] {
    [.learningRate] + callbacks.flatMap { choices(of: $0) }
  }

  /// The rows of a callback that can be chosen.
  func choices(of callback: CallbackState) -> [Choice] {
    let folded = foldedFields(of: callback)
    let isOpen = opened == callback.id
    let fields = parameters(of: callback).filter { isOpen || !folded.contains($0) }
    return fields.map { .field(callback: callback.id, name: $0.name) }
      + (folded.isEmpty ? [] : [.more(callback: callback.id)])
  }

  /// The parameters that are folded away unless the callback is opened; the chosen one is not.
  func foldedFields(of callback: CallbackState) -> [CallbackField] {
    let resting = parameters(of: callback).filter {
      $0.isAtRest
        && (opened == callback.id || choice != .field(callback: callback.id, name: $0.name))
    }
    // A single one takes no more room than the word that it is there.
    return resting.count > 1 ? resting : []
  }

  /// The parameters that make a difference: callbacks that are tried print nothing.
  private func parameters(of callback: CallbackState) -> [CallbackField] {
    whatIf == nil ? callback.fields : callback.fields.filter { $0.name != "verbose" }
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
