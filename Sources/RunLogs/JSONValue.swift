/// A JSON value whose objects keep the order of their members, which `logs` needs.
///
/// Numbers that JSON cannot write (NaN and the infinities) are the strings `nan`, `inf`, `-inf`.
public enum JSONValue: Equatable, Sendable {
  /// Null.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number, written without a point.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in order; a name may stand twice, the last counts.
  case object([Member])

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The member of a name; nil when this is no object or has none.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The value as a number, reading `"nan"`, `"inf"` and `"-inf"` too.
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

  /// The value as a whole number of at most 2^53.
  public var int: Int? {
    let value: Int? =
      switch self {
      case .integer(let value): value
      case .number(let value): Int(exactly: value)
      default: nil
      }
    // As far as all readers of JSON agree; what lies beyond is no epoch, and cannot be counted on from.
    return value.flatMap { $0.magnitude <= 1 << 53 ? $0 : nil }
  }

  /// The value as text.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value as a list.
  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// A number, or its name as a string where JSON has none.
  public static func finite(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
  }

  /// An object of the members whose value is there.
  public static func members(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } })
  }
}
