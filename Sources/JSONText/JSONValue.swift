/// A JSON value whose objects keep the order of their members.
///
/// NaN and the infinities, which JSON cannot write, are the strings `nan`, `inf` and `-inf`.
public enum JSONValue: Equatable, Sendable {
  /// Null.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number, written without a decimal point.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in order; of two with one name the last counts.
  case object([Member])

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    /// The member's name, unescaped.
    public var name: String
    /// The member's value.
    public var value: JSONValue

    /// Creates a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; nil when there is none or this is not an object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The value as a number; `"nan"`, `"inf"` and `"-inf"` count.
  public var double: Double? {
    switch self {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .string("nan"), .string("NaN"): return .nan
    case .string("inf"), .string("Infinity"): return .infinity
    case .string("-inf"), .string("-Infinity"): return -.infinity
    default: return nil
    }
  }

  /// The value as a whole number between -2^53 and 2^53.
  public var int: Int? {
    let value: Int? =
      switch self {
      case .integer(let value): value
      case .number(let value): Int(exactly: value)
      default: nil
      }
    // JSON readers agree on integers up to here, and no epoch or step is greater.
    return value.flatMap { $0.magnitude <= 1 << 53 ? $0 : nil }
  }

  /// The value as text; nil when it is not a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value as an array; nil when it is not one.
  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// A number; `nan`, `inf` or `-inf` as a string when it is not finite.
  public static func finite(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
  }

  /// An object of the members that have a value.
  public static func members(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } })
  }
}
