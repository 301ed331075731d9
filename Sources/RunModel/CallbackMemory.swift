/// What a callback must remember to go on after an interruption as if there had been none.
///
/// Counters and best values by name, and the weights it keeps; parameters are not among them.
public struct CallbackMemory: Equatable, Sendable {
  /// Numbers, texts and lists by name.
  public var values: Logs
  /// Weights it keeps to put back, one array a tensor; nil when it keeps none.
  public var weights: [[Float]]?

  /// Makes a memory; by default nothing is remembered.
  public init(_ values: Logs = Logs(), weights: [[Float]]? = nil) {
    self.values = values
    self.weights = weights
  }

  /// A number; nil when it is not there or none.
  public subscript(name: String) -> Double? { values[name] }

  /// A whole number; nil when it is not there.
  public func integer(_ name: String) -> Int? { values[name].flatMap { Int(exactly: $0) } }

  /// A list of numbers; nil when it is not there.
  public func list(_ name: String) -> [Double]? {
    guard case .list(let elements)? = values[value: name] else { return nil }
    return elements.compactMap(\.double)
  }

  /// A text; nil when it is not there.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = values[value: name] { text } else { nil }
  }
}

extension LogValue {
  /// A number that may be absent.
  public init(_ value: Double?) { self = value.map(LogValue.number) ?? .none }

  /// A whole number that may be absent.
  public init(_ value: Int?) { self = value.map(LogValue.integer) ?? .none }
}
