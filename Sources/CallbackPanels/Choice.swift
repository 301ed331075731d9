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
