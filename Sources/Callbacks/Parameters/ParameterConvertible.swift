public import RunModel

/// A type that a parameter can be stored as.
public protocol ParameterConvertible {
  /// The value on the screen, in events and in recipes.
  var parameterValue: FieldValue { get }
  /// Converts a value that was checked; nil for one of another type.
  init?(parameterValue: FieldValue)
}

extension Int: ParameterConvertible {
  public var parameterValue: FieldValue { .integer(self) }
  public init?(parameterValue: FieldValue) {
    guard case .integer(let value) = parameterValue else { return nil }
    self = value
  }
}

extension Double: ParameterConvertible {
  public var parameterValue: FieldValue { .number(self) }
  public init?(parameterValue: FieldValue) {
    guard let number = parameterValue.plainNumber else { return nil }
    self = number
  }
}

extension Bool: ParameterConvertible {
  public var parameterValue: FieldValue { .boolean(self) }
  public init?(parameterValue: FieldValue) {
    guard case .boolean(let value) = parameterValue else { return nil }
    self = value
  }
}

extension String: ParameterConvertible {
  public var parameterValue: FieldValue { .text(self) }
  public init?(parameterValue: FieldValue) {
    guard case .text(let value) = parameterValue else { return nil }
    self = value
  }
}

extension Optional: ParameterConvertible where Wrapped: ParameterConvertible {
  public var parameterValue: FieldValue { map(\.parameterValue) ?? .none }
  public init?(parameterValue: FieldValue) {
    if parameterValue == .none {
      self = Wrapped?.none
      return
    }
    guard let value = Wrapped(parameterValue: parameterValue) else { return nil }
    self = value
  }
}

extension ParameterConvertible where Self: RawRepresentable<String> {
  public var parameterValue: FieldValue { .text(rawValue) }
  public init?(parameterValue: FieldValue) {
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
