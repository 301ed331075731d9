internal import RunDisplay
internal import RunModel

/// A row of the callbacks panel that can be chosen.
public enum Choice: Equatable, Hashable, Sendable {
  /// The learning rate.
  case learningRate
  /// A parameter, by the id of its callback and its name.
  case field(callback: String, name: String)
  /// The row that lists or hides the rest of a callback's parameters.
  case more(callback: String)

  /// The id of the row's callback; nil for the learning rate.
  public var callback: String? {
    switch self {
    case .learningRate: nil
    case .field(let callback, _), .more(let callback): callback
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
    let isOpen = selection.opened == callback.id
    let fields = parameters(of: callback).filter { isOpen || !folded.contains($0) }
    return fields.map { .field(callback: callback.id, name: $0.name) }
      + (folded.isEmpty ? [] : [.more(callback: callback.id)])
  }

  /// The parameters that are hidden unless the callback is opened; the chosen one is always shown.
  func foldedFields(of callback: CallbackState) -> [Parameter] {
    let resting = parameters(of: callback).filter {
      $0.isAtRest
        && (selection.opened == callback.id
          || selection.choice != .field(callback: callback.id, name: $0.name))
    }
    // A single one needs no more room than the row that would hide it.
    return resting.count > 1 ? resting : []
  }

  /// The parameters that have an effect; callbacks that are tried print nothing.
  private func parameters(of callback: CallbackState) -> [Parameter] {
    whatIf == nil ? callback.fields : callback.fields.filter { $0.name != "verbose" }
  }

  /// The chosen parameter as the trainer last reported it; nil for the learning rate.
  var chosenField: Parameter? {
    guard case .field(let id, let name) = selection.choice else { return nil }
    return callbacks.first { $0.id == id }?.field(name)
  }

  /// The value requested for a row and not confirmed yet.
  func pendingValue(of choice: Choice) -> ParameterValue? {
    switch choice {
    case .learningRate:
      return requests.pending.contains { $0.command.rateChange != nil }
        ? rateBeforeChange.map { .number($0) } : nil
    case .field(let callback, let name):
      for request in requests.pending.reversed() {
        if case .edit(callback, name, let value) = request.command { return value }
      }
      return nil
    case .more: return nil
    }
  }
}
