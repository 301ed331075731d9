/// The memory that lets a callback continue after an interruption as if there had been none.
///
/// It holds counters and best values by name, and weights; it does not hold parameters.
public struct CallbackMemory: Equatable, Sendable {
  /// Numbers, texts and lists by name.
  public var values: Logs
  /// Weights to put back, one array per tensor; nil when the callback keeps none.
  public var weights: [[Float]]?

  /// Creates a memory of a callback; it is empty by default.
  public init(_ values: Logs = Logs(), weights: [[Float]]? = nil) {
    self.values = values
    self.weights = weights
  }

  /// The number of a name; nil when there is none.
  public subscript(name: String) -> Double? { values[name] }

  /// The whole number of a name; nil when there is none.
  public func integer(_ name: String) -> Int? { values[name].flatMap { Int(exactly: $0) } }

  /// The list of numbers of a name; nil when there is none.
  public func list(_ name: String) -> [Double]? {
    guard case .list(let elements)? = values[value: name] else { return nil }
    return elements.compactMap(\.double)
  }

  /// The text of a name; nil when there is none.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = values[value: name] { text } else { nil }
  }
}

extension LogValue {
  /// Creates a value of a number; nil becomes `none`.
  public init(_ value: Double?) { self = value.map(LogValue.number) ?? .none }

  /// Creates a value of a whole number; nil becomes `none`.
  public init(_ value: Int?) { self = value.map(LogValue.integer) ?? .none }
}
