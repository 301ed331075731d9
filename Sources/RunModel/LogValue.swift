package import JSONText

/// A value in `Logs`, of one of the kinds that Keras's callbacks put there.
public enum LogValue: Equatable, Sendable {
  /// A Python float.
  case number(Double)
  /// A NumPy float32 that a callback added; it prints with fewer digits.
  case single(Float)
  /// A whole number.
  case integer(Int)
  /// Text, written without change.
  case text(String)
  /// Several values, as from a metric that is an array.
  case list([LogValue])
  /// Python's None.
  case none

  /// The value as a number; nil for text, lists and none.
  public var double: Double? {
    switch self {
    case .number(let value): value
    case .single(let value): Double(value)
    case .integer(let value): Double(value)
    case .text, .list, .none: nil
    }
  }
}

extension LogValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .text(value) }
}

extension LogValue {
  /// The value in JSON; NaN and the infinities are strings.
  package var json: JSONValue {
    switch self {
    case .number(let value): .finite(value)
    case .single(let value): .finite(Double(value))
    case .integer(let value): .integer(value)
    case .text(let text): .string(text)
    case .list(let values): .array(values.map(\.json))
    case .none: .null
    }
  }

  /// Reads a value of any kind; an object becomes `none`.
  package init(json: JSONValue) {
    switch json {
    case .null: self = .none
    case .boolean(let value): self = .number(value ? 1 : 0)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .string(let text): self = json.double.map(LogValue.number) ?? .text(text)
    case .array(let values): self = .list(values.map(LogValue.init(json:)))
    case .object: self = .none
    }
  }
}
