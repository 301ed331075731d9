public import CallbackPanels
internal import RunModel

/// The chosen row of the callbacks panel.
public struct RowSelection: Equatable, Sendable {
  /// The chosen row.
  public internal(set) var choice = Choice.learningRate
  /// The id of the callback all of whose parameters are listed, including unset ones; nil for none.
  public internal(set) var opened: String?
}

extension DashboardState {
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
