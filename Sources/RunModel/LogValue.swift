/// One value in `Logs`, in the kinds that Keras callbacks put there.
public enum LogValue: Equatable, Sendable {
  /// A Python float.
  case number(Double)
  /// A NumPy float32 that a callback injected; it prints with its own, fewer digits.
  case single(Float)
  /// A whole number.
  case integer(Int)
  /// Text, written as it is.
  case text(String)
  /// Several values, as an array metric gives.
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
