public import RunModel

/// A type that a parameter can be stored as.
public protocol ParameterConvertible {
  /// The value on the screen, in events and in recipes.
  var parameterValue: ParameterValue { get }
  /// Converts a value that was checked; nil for one of another type.
  init?(parameterValue: ParameterValue)
}

extension Int: ParameterConvertible {
  public var parameterValue: ParameterValue { .integer(self) }
  public init?(parameterValue: ParameterValue) {
    guard case .integer(let value) = parameterValue else { return nil }
    self = value
  }
}

extension Double: ParameterConvertible {
  public var parameterValue: ParameterValue { .number(self) }
  public init?(parameterValue: ParameterValue) {
    guard let number = parameterValue.plainNumber else { return nil }
    self = number
  }
}

extension Bool: ParameterConvertible {
  public var parameterValue: ParameterValue { .boolean(self) }
  public init?(parameterValue: ParameterValue) {
    guard case .boolean(let value) = parameterValue else { return nil }
    self = value
  }
}

extension String: ParameterConvertible {
  public var parameterValue: ParameterValue { .text(self) }
  public init?(parameterValue: ParameterValue) {
    guard case .text(let value) = parameterValue else { return nil }
    self = value
  }
}

extension Optional: ParameterConvertible where Wrapped: ParameterConvertible {
  public var parameterValue: ParameterValue { map(\.parameterValue) ?? .none }
  public init?(parameterValue: ParameterValue) {
    if parameterValue == .none {
      self = Wrapped?.none
      return
    }
    guard let value = Wrapped(parameterValue: parameterValue) else { return nil }
    self = value
  }
}

extension ParameterConvertible where Self: RawRepresentable<String> {
  public var parameterValue: ParameterValue { .text(rawValue) }
  public init?(parameterValue: ParameterValue) {
    guard case .text(let word) = parameterValue else { return nil }
    self.init(rawValue: word)
  }
}

extension ParameterRange {
  /// One of an enumeration's raw values.
  public static func oneOf<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> ParameterRange {
    .choice(Choice.allCases.map(\.rawValue))
  }
}
